// A form with a file, its type in the first line: what is read of it lies inside it.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "http/form.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace kader::http;
    const std::string_view all{reinterpret_cast<const char*>(data), size};
    const auto line = all.find('\n');
    const auto type = all.substr(0, line);
    const auto body = line == std::string_view::npos ? std::string_view{} : all.substr(line + 1);
    const auto form = read_form(type, body);
    if (!form) return 0;
    if (form->size() > form_parts_max) std::abort();
    for (const auto& part : *form) {
        if (part.content.data() < body.data() || part.content.data() + part.content.size() > body.data() + body.size()) std::abort();
        if (part.name.size() > form_part_head_bytes_max) std::abort();
    }
    return 0;
}
