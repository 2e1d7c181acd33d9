#include <algorithm>
#include <boost/json.hpp>

#include "audit/entry.h"
#include "kernel/limits.h"

namespace kader::audit {

namespace {

namespace json = boost::json;

// Takes members out of an object and remembers whether one was not as it should be. That nothing else
// stands there, parse_entry() finds by writing the entry again.
class Members {
public:
    explicit Members(const json::object& object) : m_object(object) {}

    bool sound() const { return m_sound; }
    void refuse() { m_sound = false; }
    const json::value* find(std::string_view name) const {
        return m_object.if_contains({name.data(), name.size()});
    }

    std::string text(std::string_view name) {
        auto found = text_if_there(name);
        if (!found) refuse();
        return found.value_or("");
    }
    std::optional<std::string> text_if_there(std::string_view name) {
        const auto* value = find(name);
        if (value == nullptr) return {};
        const auto* text = value->if_string();
        if (text == nullptr) {
            refuse();
            return {};
        }
        return std::string{text->data(), text->size()};
    }
    std::int64_t number(std::string_view name, std::int64_t least) {
        const auto found = number_if_there(name, least);
        if (!found) refuse();
        return found.value_or(0);
    }
    std::optional<std::int64_t> number_if_there(std::string_view name, std::int64_t least) {
        const auto* value = find(name);
        if (value == nullptr) return {};
        const auto* number = value->if_int64();
        if (number == nullptr || *number < least) {
            refuse();
            return {};
        }
        return *number;
    }
    template <class Id>
    std::optional<Id> id_if_there(std::string_view name) {
        const auto written = text_if_there(name);
        if (!written) return {};
        auto id = Id::parse(*written);
        if (!id) refuse();
        return id;
    }

private:
    const json::object& m_object;
    bool m_sound = true;
};

std::optional<Object> read_object(const json::value& value) {
    const auto* found = value.if_object();
    if (found == nullptr) return {};
    Members members{*found};
    Object object;
    object.type = members.text("type");
    object.id = members.text("id");
    object.list = members.text_if_there("list").value_or("");
    object.version = members.number_if_there("version", 1).value_or(0);
    object.life = members.text_if_there("life").value_or("");
    if (const auto written = members.text_if_there("content")) {
        const auto bytes = vault::parse_hex(*written);
        if (!bytes || bytes->size() != vault::Digest{}.size()) return {};
        std::copy(bytes->begin(), bytes->end(), object.content.emplace().begin());
    }
    if (!members.sound()) return {};
    return object;
}

// Nothing: no list of two through twenty different ids.
std::optional<std::vector<subjects::SubjectId>> read_subjects(const json::value& value) {
    const auto* found = value.if_array();
    if (found == nullptr || found->size() < 2 || found->size() > subjects_count_max) return {};
    std::vector<subjects::SubjectId> all;
    for (const auto& one : *found) {
        const auto* text = one.if_string();
        const auto id = text == nullptr ? std::nullopt : subjects::SubjectId::parse({text->data(), text->size()});
        if (!id || std::find(all.begin(), all.end(), *id) != all.end()) return {};
        all.push_back(*id);
    }
    return all;
}

std::optional<ClockState> read_clock(std::string_view word) {
    if (word == "unwatched") return ClockState::Unwatched;
    if (word == "steady") return ClockState::Steady;
    if (word == "jumped") return ClockState::Jumped;
    return {};
}

// The members that version 2 added. In bytes of version 1 they would not come back, which refuses them.
bool read_second(Members& members, Entry& entry) {
    const auto clock = read_clock(members.text("clock"));
    if (!clock) return false;
    entry.clock = *clock;
    entry.on_behalf_of = members.id_if_there<subjects::ActorId>("on_behalf_of");
    entry.site = members.text_if_there("site").value_or("");
    entry.source = members.text_if_there("source").value_or("");
    entry.policy = members.text_if_there("policy").value_or("");
    entry.relation = members.text_if_there("relation").value_or("");
    entry.consent = members.text_if_there("consent").value_or("");
    entry.break_glass = members.id_if_there<subjects::BreakGlassId>("break_glass");
    entry.compartment = members.text_if_there("compartment").value_or("");
    entry.query = members.text_if_there("query").value_or("");
    entry.note = members.id_if_there<subjects::NoteId>("note");
    if (const auto* several = members.find("subjects")) {
        auto all = read_subjects(*several);
        if (!all || entry.subject) return false;
        entry.subjects = std::move(*all);
    }
    return true;
}

std::optional<Entry> read_entry(const json::object& found) {
    Members members{found};
    Entry entry;
    const auto v = members.number("v", 1);
    if (v != 1 && v != 2) return {};
    entry.v = static_cast<int>(v);
    if (const auto at = system::parse_instant(members.text("at")); at)
        entry.at = *at;
    else
        members.refuse();
    if (const auto practice = members.id_if_there<subjects::PracticeId>("practice"))
        entry.practice = *practice;
    else
        members.refuse();
    entry.lane = members.number("lane", 0);
    entry.seq = members.number("seq", 1);
    entry.act = members.text("act");
    const auto action = members.text("action");
    if (action.size() != 1 || std::string_view{"CRUDE"}.find(action) == std::string_view::npos) return {};
    entry.action = action.front();
    const auto outcome = members.text("outcome");
    if (outcome != "done" && outcome != "refused") return {};
    entry.outcome = outcome == "done" ? Outcome::Done : Outcome::Refused;
    entry.actor_kind = members.text("actor_kind");
    entry.actor = members.id_if_there<subjects::ActorId>("actor").value_or(subjects::ActorId{});
    entry.role = members.text("role");
    entry.workstation = members.text("workstation");
    entry.purpose = members.text_if_there("purpose").value_or("");
    entry.basis = members.text_if_there("basis").value_or("");
    entry.subject = members.id_if_there<subjects::SubjectId>("subject");
    if (const auto* object = members.find("object")) {
        entry.object = read_object(*object);
        if (!entry.object) return {};
    }
    entry.count = members.number_if_there("count", 0);
    entry.edition = members.text_if_there("edition").value_or("");
    if (entry.v >= 2 && !read_second(members, entry)) return {};
    if (!members.sound()) return {};
    return entry;
}

Error refusal() {
    return {Code::Invalid, "this is no entry of an audit log"};
}

}  // namespace

Result<Entry> parse_entry(std::string_view written) {
    if (written.size() > limits::audit_entry_bytes_max) return refusal();
    unsigned char room[4096];
    json::monotonic_resource memory{room};
    json::parse_options options;
    options.max_depth = 2;
    boost::system::error_code fault;
    const auto value = json::parse({written.data(), written.size()}, fault, &memory, options);
    if (fault) return refusal();
    const auto* object = value.if_object();
    if (object == nullptr) return refusal();
    auto entry = read_entry(*object);
    // One entry has one spelling: a member twice, out of order or unknown, a space or an escape too many
    // would not come back.
    if (!entry || canonical(*entry) != written) return refusal();
    return std::move(*entry);
}

}  // namespace kader::audit
