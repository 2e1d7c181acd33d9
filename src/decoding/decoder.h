#pragma once

// Turns documents of strangers into text. PDF and Word are opened by another program, kader-decode, in a child
// that can reach nothing and ends after one document; this side links no such library.
//
// The bytes and the text pass through sockets and memory only: no file, no log, no message holds any of them.

#include <chrono>
#include <filesystem>
#include <memory>
#include <string_view>

#include "decoding/outcome.h"

namespace kader::decoding {

class Decoder {
public:
    // How long a caller waits for its turn before it hears Busy.
    static constexpr std::chrono::seconds turn_max{25};
    // At most so many documents are opened at the same time.
    static constexpr int at_once_max = 2;

    enum class Start { Now, WhenNeeded };

    // `program` is kader-decode. Starts it and asks whether it can lock a child up. When it is not there or
    // cannot, this object is still made: texts are read and the rest is refused with NoDecoder, until it can.
    explicit Decoder(std::filesystem::path program, Start = Start::Now);
    // kader-decode in the folder of the running program, where the build puts it too.
    static std::filesystem::path beside_this_program();

    // Ends the processes it started, and waits for them. No call may be under way any more.
    ~Decoder();
    Decoder(const Decoder&) = delete;
    Decoder& operator=(const Decoder&) = delete;

    // Any thread, many at once. Blocks, for up to turn_max and some 20 s more: never on a thread that serves
    // connections. A kader-decode that died is started again. Never throws for what is in the bytes.
    Outcome text_of(std::string_view bytes);

    struct Standing {
        bool is_ready = false;  // It runs, and a child of it was locked up.
        int landlock_abi = 0;   // 0: this kernel has none; seccomp and the limits stand alone.
    };
    // As it was found when kader-decode was last started. Any thread.
    Standing standing() const;

private:
    struct Body;
    std::unique_ptr<Body> m_body;
};

}  // namespace kader::decoding
