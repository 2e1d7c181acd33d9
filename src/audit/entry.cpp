#include "audit/entry.h"

#include <algorithm>
#include <array>

#include "kernel/json_text.h"
#include "kernel/text.h"

namespace kader::audit {

namespace {

// Bytes that are no text become the sign for that, so that an entry is always JSON.
std::string as_text(std::string_view bytes) {
    std::string text;
    text.reserve(bytes.size());
    for (std::size_t at = 0; at < bytes.size();) {
        const auto character = next_character(bytes, at);
        append_utf8(text, character == bad_byte ? 0xFFFD : character);
    }
    return text;
}

void member(std::string& into, std::string_view name, std::string_view text) {
    if (into.back() != '{') into += ',';
    into += '"';
    into += name;
    into += "\":";
    if (is_ascii(text))
        append_json_text(into, text);
    else
        append_json_text(into, as_text(text));
}

void member(std::string& into, std::string_view name, std::int64_t number) {
    if (into.back() != '{') into += ',';
    into += '"';
    into += name;
    into += "\":";
    into += std::to_string(number);
}

void member_unless_empty(std::string& into, std::string_view name, std::string_view text) {
    if (!text.empty()) member(into, name, text);
}

void append_object(std::string& into, const Object& object, bool second) {
    into += ",\"object\":{";
    member(into, "type", object.type);
    member(into, "id", object.id);
    member_unless_empty(into, "list", object.list);
    if (object.version != 0) member(into, "version", object.version);
    if (object.content) member(into, "content", vault::hex(*object.content));
    if (second) member_unless_empty(into, "life", object.life);
    into += '}';
}

void append_subjects(std::string& into, const std::vector<subjects::SubjectId>& subjects) {
    into += ",\"subjects\":";
    char before = '[';
    for (const auto& one : subjects) {
        into += before;
        into += '"' + one.text() + '"';
        before = ',';
    }
    into += ']';
}

std::string_view word(ClockState state) {
    constexpr std::array<std::string_view, 3> words = {"unwatched", "steady", "jumped"};
    return words[static_cast<std::size_t>(state)];
}

}  // namespace

bool Entry::is_about(const subjects::SubjectId& one) const {
    return subject == one || std::ranges::find(subjects, one) != subjects.end();
}

std::string canonical(const Entry& entry) {
    const bool second = entry.v >= 2;
    std::string out = "{";
    out.reserve(768);
    member(out, "v", entry.v);
    member(out, "at", system::instant_text(entry.at));
    if (second) member(out, "clock", word(entry.clock));
    member(out, "practice", entry.practice.text());
    member(out, "lane", entry.lane);
    member(out, "seq", entry.seq);
    member(out, "act", entry.act);
    member(out, "action", std::string_view{&entry.action, 1});
    member(out, "outcome", entry.outcome == Outcome::Done ? "done" : "refused");
    member(out, "actor_kind", entry.actor_kind);
    if (!entry.actor.is_nil()) member(out, "actor", entry.actor.text());
    if (second && entry.on_behalf_of) member(out, "on_behalf_of", entry.on_behalf_of->text());
    member(out, "role", entry.role);
    member(out, "workstation", entry.workstation);
    if (second) {
        member_unless_empty(out, "site", entry.site);
        member_unless_empty(out, "source", entry.source);
    }
    member_unless_empty(out, "purpose", entry.purpose);
    member_unless_empty(out, "basis", entry.basis);
    if (second) {
        member_unless_empty(out, "policy", entry.policy);
        member_unless_empty(out, "relation", entry.relation);
        member_unless_empty(out, "consent", entry.consent);
        if (entry.break_glass) member(out, "break_glass", entry.break_glass->text());
    }
    if (entry.subject) member(out, "subject", entry.subject->text());
    if (second && !entry.subjects.empty()) append_subjects(out, entry.subjects);
    if (second) member_unless_empty(out, "compartment", entry.compartment);
    if (entry.object) append_object(out, *entry.object, second);
    if (second) member_unless_empty(out, "query", entry.query);
    if (entry.count) member(out, "count", *entry.count);
    if (second && entry.note) member(out, "note", entry.note->text());
    member_unless_empty(out, "edition", entry.edition);
    out += '}';
    return out;
}

}  // namespace kader::audit
