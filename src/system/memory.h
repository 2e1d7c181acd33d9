#pragma once

// Memory that was freed and is still held.

namespace kader::system {

// While it lives, what is freed goes back to the machine at once: for what needs much for a short while, such as
// reading the norms at the start. For the whole process; does nothing where the program does not have the allocator
// that can (mimalloc).
class Thrift {
public:
    Thrift();
    Thrift(const Thrift&) = delete;
    ~Thrift();

private:
    long m_usual = 0;
};

}  // namespace kader::system
