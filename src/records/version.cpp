#include "records/version.h"

#include "kernel/check.h"
#include "records/json_text.h"

namespace kader::records {

std::string plain_text(const Cells& cells) {
    std::string text;
    append_json(text, cells);
    return text;
}

Result<Cells> parse_plain(std::string_view text) {
    if (auto cells = read_json_cells(text)) return *std::move(cells);
    return Error{Code::Invalid, "dit zijn geen opgeslagen cellen"};
}

std::string canonical_content(const Version& version) {
    HALT_UNLESS(version.sealed);
    std::string text = "{\"list\":";
    const auto number = [&](std::string_view name, std::int64_t value) {
        text.append(",\"").append(name).append("\":").append(std::to_string(value));
    };
    append_json(text, version.list);
    append_json(text += ",\"kenmerk\":", version.kenmerk);
    number("number", version.number);
    number("state", static_cast<std::int64_t>(version.state));
    number("origin", static_cast<std::int64_t>(version.origin));
    number("learned_at", version.learned_at.time_since_epoch().count());
    append_json(text += ",\"author\":", version.author.text());
    append_json(text += ",\"subject\":", version.subject.text());
    append_json(text += ",\"plain\":", version.plain);
    append_json(text += ",\"sealed\":", *version.sealed);
    return text += '}';
}

vault::Digest content_digest(const Version& version, vault::Bytes salt) {
    constexpr std::string_view purpose = "kader-content-1";
    HALT_UNLESS(salt.size() == salt_bytes);
    const auto content = canonical_content(version);
    return vault::digest_of({vault::bytes_of(purpose), salt, vault::bytes_of(content)});
}

}  // namespace kader::records
