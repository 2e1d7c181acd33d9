#pragma once

// The least that answers HTTP with Beast: one io_context and thread for each core, one fixed page.

#include <cstdint>
#include <memory>
#include <string>

namespace kader::benchmarks {

class BareServer {
public:
    explicit BareServer(int threads, std::string page = "ok\n");
    ~BareServer();
    std::uint16_t port() const;

private:
    struct Body;
    std::unique_ptr<Body> m_body;
};

}  // namespace kader::benchmarks
