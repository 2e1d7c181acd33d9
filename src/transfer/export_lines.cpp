#include "transfer/export_lines.h"

#include <algorithm>
#include <array>

#include "transfer/json_fields.h"

namespace kader::transfer {

namespace {

using records::Origin;
using records::State;
using subjects::SubjectKind;

template <class T>
struct Named {
    T value;
    std::string_view word;
};
// Clang 14 does not find this by itself.
template <class T>
Named(T, const char*) -> Named<T>;
constexpr std::array states{Named{State::Present, "present"}, Named{State::EnteredInError, "entered_in_error"}};
constexpr std::array origins{Named{Origin::Entered, "entered"}, Named{Origin::TakenOver, "taken_over"}};
constexpr std::array subject_kinds{Named{SubjectKind::Practice, "practice"},
                                   Named{SubjectKind::StaffFile, "staff_file"}};

template <class Words, class T>
std::string_view word_of(const Words& words, T value) {
    const auto found = std::find_if(words.begin(), words.end(), [&](const auto& one) { return one.value == value; });
    HALT_UNLESS(found != words.end());
    return found->word;
}

template <class T, std::size_t count>
T named(const std::array<Named<T>, count>& words, Fields& fields, std::string_view name) {
    const auto word = fields.text(name);
    for (const auto& one : words)
        if (one.word == word) return one.value;
    fields.refuse();
    return words.front().value;
}

json::object object_of(const records::Cells& cells) {
    json::object object;
    object.reserve(cells.size());
    for (const auto& [column, text] : cells) object.emplace(view(column), view(text));
    return object;
}

records::Cells cells(Fields& fields, std::string_view name) {
    records::Cells cells;
    const auto& object = fields.object(name);
    Fields inner{object};
    for (const auto& member : object) {
        const std::string column{member.key().data(), member.key().size()};
        cells.emplace(column, inner.text(column));
        if (holds_control(column)) inner.refuse();
    }
    if (!inner.all_right()) fields.refuse();
    return cells;
}

std::string hex_of(std::span<const std::uint8_t> bytes) { return vault::hex(bytes); }

// The line that this object was read from, or nothing when it says something in another way.
template <class Line>
std::optional<Line> if_as_written(Line line, const Fields& fields, std::string_view text) {
    if (!fields.all_right() || text_of(line) != text) return {};
    return line;
}

}  // namespace

std::string text_of(const SubjectLine& line) {
    return json::serialize(json::object{{"subject", line.id.text()},
                                        {"kind", view(word_of(subject_kinds, line.ref.kind))},
                                        {"name", line.ref.name},
                                        {"created_at", system::instant_text(line.created_at)}});
}

std::string text_of(const VersionLine& line) {
    const auto& version = line.version;
    HALT_UNLESS(version.sealed);
    return json::serialize(json::object{{"record", version.record.text()},
                                        {"version", version.number},
                                        {"list", version.list},
                                        {"kenmerk", version.kenmerk},
                                        {"state", view(word_of(states, version.state))},
                                        {"origin", view(word_of(origins, version.origin))},
                                        {"learned_at", system::instant_text(version.learned_at)},
                                        {"change_seq", version.change_seq},
                                        {"author", version.author.text()},
                                        {"subject", version.subject.text()},
                                        {"plain", object_of(version.plain)},
                                        {"sealed", object_of(*version.sealed)},
                                        {"salt", hex_of(line.salt)}});
}

std::string text_of(const AuditLine& line) {
    return json::serialize(json::object{{"lane", line.lane},
                                        {"seq", line.seq},
                                        {"entry", line.entry},
                                        {"salt", hex_of(line.salt)},
                                        {"chain", hex_of(line.chain)}});
}

std::optional<SubjectLine> parse_subject(std::string_view text) {
    const auto object = parse_object(text);
    if (!object) return {};
    Fields fields{*object};
    SubjectLine line;
    line.id = fields.id<subjects::SubjectId>("subject");
    line.ref.kind = named(subject_kinds, fields, "kind");
    line.ref.name = fields.text("name");
    line.created_at = fields.instant("created_at");
    return if_as_written(std::move(line), fields, text);
}

std::optional<VersionLine> parse_version(std::string_view text) {
    const auto object = parse_object(text);
    if (!object) return {};
    Fields fields{*object};
    VersionLine line;
    auto& version = line.version;
    version.record = fields.id<subjects::RecordId>("record");
    version.number = fields.integer("version");
    version.list = fields.text("list");
    version.kenmerk = fields.text("kenmerk");
    version.state = named(states, fields, "state");
    version.origin = named(origins, fields, "origin");
    version.learned_at = fields.instant("learned_at");
    version.change_seq = fields.integer("change_seq");
    version.author = fields.id<subjects::ActorId>("author");
    version.subject = fields.id<subjects::SubjectId>("subject");
    version.plain = cells(fields, "plain");
    version.sealed = cells(fields, "sealed");
    line.salt = fields.bytes("salt", UuidBytes{}.size());
    if (version.number < 1 || version.change_seq < 1) fields.refuse();
    return if_as_written(std::move(line), fields, text);
}

std::optional<AuditLine> parse_audit(std::string_view text) {
    const auto object = parse_object(text);
    if (!object) return {};
    Fields fields{*object};
    AuditLine line;
    line.lane = fields.integer("lane");
    line.seq = fields.integer("seq");
    line.entry = fields.text("entry");
    line.salt = fields.bytes("salt", UuidBytes{}.size());
    line.chain = fields.digest("chain");
    return if_as_written(std::move(line), fields, text);
}

}  // namespace kader::transfer
