#include "records/sealed_row.h"

#include "kernel/check.h"
#include "lists/together.h"
#include "records/json_text.h"

namespace kader::records {

namespace {

Error damaged() {
    return {Code::Invalid, "de opgeslagen gegevens zijn beschadigd of verplaatst"};
}

// Of every column that stands beside the sealed bytes.
vault::Digest digest_beside(const Version& version) {
    std::string text = "{\"list\":";
    const auto number = [&](std::string_view name, std::int64_t value) {
        text.append(",\"").append(name).append("\":").append(std::to_string(value));
    };
    append_json(text, version.list);
    append_json(text += ",\"kenmerk\":", version.kenmerk);
    number("state", static_cast<std::int64_t>(version.state));
    number("origin", static_cast<std::int64_t>(version.origin));
    number("learned_at", version.learned_at.time_since_epoch().count());
    number("change_seq", version.change_seq);
    append_json(text += ",\"author\":", version.author.text());
    append_json(text += ",\"subject\":", version.subject.text());
    if (version.match) append_json(text += ",\"match\":", vault::hex(*version.match));
    append_json(text += ",\"plain\":", version.plain);
    text += '}';
    return vault::digest_of({vault::bytes_of("kader-row-1"), vault::bytes_of(text)});
}

vault::Place place_of(const subjects::PracticeId& practice, const Version& version, vault::Bytes beside) {
    return {practice.bytes(), version_table, version.record.bytes(), version.number, beside};
}

}  // namespace

vault::ByteVector seal_version(const vault::Key& key, const subjects::PracticeId& practice,
                               const Version& version, vault::Bytes salt) {
    HALT_UNLESS(version.sealed && salt.size() == salt_bytes);
    const auto cells = plain_text(*version.sealed);
    vault::ByteVector body(salt.begin(), salt.end());
    const auto text = vault::bytes_of(cells);
    body.insert(body.end(), text.begin(), text.end());
    const auto beside = digest_beside(version);
    return vault::seal(key, place_of(practice, version, beside), body_version, body);
}

Result<OpenedVersion> open_version(const vault::Key& key, const subjects::PracticeId& practice,
                                   const Version& version, vault::Bytes sealed) {
    if (version.damaged) return damaged();
    const auto beside = digest_beside(version);
    auto opened = vault::open(key, place_of(practice, version, beside), sealed);
    if (!opened) return damaged();
    if (opened->body_version != body_version)
        return Error{Code::Invalid, "deze gegevens zijn met een nieuwere Kader geschreven"};
    const auto& body = opened->plain;
    if (body.size() < salt_bytes) return damaged();
    auto cells =
        read_json_cells({reinterpret_cast<const char*>(body.data()) + salt_bytes, body.size() - salt_bytes});
    if (!cells) return damaged();
    return OpenedVersion{*std::move(cells), vault::ByteVector(body.begin(), body.begin() + salt_bytes)};
}

std::optional<std::array<std::uint8_t, 16>> match_of(const vault::Keyring& keyring,
                                                     const subjects::PracticeId& practice,
                                                     std::string_view list, const Cells& cells) {
    if (list != lists::people_list) return {};
    const auto name = cells.find(lists::people_name_column);
    const auto born = cells.find(lists::people_born_column);
    if (name == cells.end() || born == cells.end()) return {};
    const auto day = parse_day(born->second);
    if (!day) return {};
    return vault::match_of(keyring.match_key(), practice.bytes(), lists::human_of(name->second, *day));
}

}  // namespace kader::records
