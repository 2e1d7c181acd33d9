// Any text as an entry of the audit log: no crash, and what is read has exactly one spelling.

#include <cstdint>
#include <cstdlib>

#include "audit/entry.h"

using namespace kader;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    if (const auto entry = audit::parse_entry(text))
        if (audit::canonical(*entry) != text) std::abort();

    // The same bytes as content: whatever stands in a member, the entry reads back.
    audit::Entry entry;
    entry.seq = 1;
    entry.act = "record.add";
    entry.role = text;
    entry.object.emplace().id = text;
    entry.query = text;
    const auto written = audit::canonical(entry);
    const auto read = audit::parse_entry(written);
    if (read ? audit::canonical(*read) != written : size < 4096) std::abort();
    return 0;
}
