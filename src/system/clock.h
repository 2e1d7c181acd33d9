#pragma once

// Instants, and who tells them. Only SystemClock asks the machine.

#include <chrono>
#include <string>
#include <string_view>

#include "kernel/result.h"

namespace kader::system {

// Microseconds since 1970-01-01 UTC.
using Instant = std::chrono::sys_time<std::chrono::microseconds>;

class Clock {
public:
    virtual ~Clock() = default;
    // Any thread.
    virtual Instant now() const = 0;
};

class SystemClock : public Clock {
public:
    Instant now() const override;
};

// "2026-11-22T09:30:00.123456Z", always with six decimals. The form of every stored instant that is
// text: the audit log and the export.
// Outside the years 0 to 9999 it is another text, which nobody reads back.
std::string instant_text(Instant);
// Invalid: any other form.
Result<Instant> parse_instant(std::string_view);

}  // namespace kader::system
