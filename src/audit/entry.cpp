#include "audit/entry.h"

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

void append_object(std::string& into, const Object& object) {
    into += ",\"object\":{";
    member(into, "type", object.type);
    member(into, "id", object.id);
    member_unless_empty(into, "list", object.list);
    if (object.version != 0) member(into, "version", object.version);
    if (object.content) member(into, "content", vault::hex(*object.content));
    into += '}';
}

}  // namespace

std::string canonical(const Entry& entry) {
    std::string out = "{";
    out.reserve(512);
    member(out, "v", 1);
    member(out, "at", system::instant_text(entry.at));
    member(out, "practice", entry.practice.text());
    member(out, "lane", entry.lane);
    member(out, "seq", entry.seq);
    member(out, "act", entry.act);
    member(out, "action", std::string_view{&entry.action, 1});
    member(out, "outcome", entry.outcome == Outcome::Done ? "done" : "refused");
    member(out, "actor_kind", entry.actor_kind);
    if (!entry.actor.is_nil()) member(out, "actor", entry.actor.text());
    member(out, "role", entry.role);
    member(out, "workstation", entry.workstation);
    member_unless_empty(out, "purpose", entry.purpose);
    member_unless_empty(out, "basis", entry.basis);
    if (entry.subject) member(out, "subject", entry.subject->text());
    if (entry.object) append_object(out, *entry.object);
    if (entry.count) member(out, "count", *entry.count);
    member_unless_empty(out, "edition", entry.edition);
    out += '}';
    return out;
}

}  // namespace kader::audit
