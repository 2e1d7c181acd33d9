#pragma once

// A file descriptor that is closed by whoever leaves; for bodies, since it needs the operating system.

#include <unistd.h>

#include <filesystem>
#include <utility>

namespace kader::system {

class Descriptor {
public:
    explicit Descriptor(int number) : m_number(number) {}
    Descriptor(Descriptor&& other) noexcept : m_number(std::exchange(other.m_number, -1)) {}
    Descriptor& operator=(Descriptor&&) = delete;
    ~Descriptor() {
        if (m_number >= 0) ::close(m_number);
    }

    bool is_open() const { return m_number >= 0; }
    int number() const { return m_number; }
    int release() { return std::exchange(m_number, -1); }

private:
    int m_number;
};

// "cannot write /srv/kader/keyring: No space left on device", with the errno of this moment.
[[noreturn]] void throw_file_error(const char* doing, const std::filesystem::path&);

}  // namespace kader::system
