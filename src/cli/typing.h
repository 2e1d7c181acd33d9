#pragma once

// What a person types and nobody may see.

#include <termios.h>
#include <unistd.h>

#include <istream>
#include <ostream>
#include <string>

#include "vault/keys.h"

namespace kader::cli {

// Lines from the terminal, which does not show them, or from whatever standard input is.
class Typing {
public:
    Typing(std::istream& in, std::ostream& err) : m_in(in), m_err(err) {
        m_hides = ::isatty(STDIN_FILENO) == 1 && ::tcgetattr(STDIN_FILENO, &m_before) == 0;
        if (!m_hides) return;
        auto quiet = m_before;
        quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        m_hides = ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet) == 0;
    }
    Typing(const Typing&) = delete;
    Typing& operator=(const Typing&) = delete;
    ~Typing() {
        if (m_hides) ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_before);
    }
    // The caller wipes it.
    std::string line(std::string_view question) {
        m_err << question << std::flush;
        std::string typed;
        std::getline(m_in, typed);
        if (m_hides) m_err << "\n";
        return typed;
    }

private:
    std::istream& m_in;
    std::ostream& m_err;
    termios m_before{};
    bool m_hides = false;
};

inline void wipe_text(std::string& text) { vault::wipe({reinterpret_cast<std::uint8_t*>(text.data()), text.size()}); }

}  // namespace kader::cli
