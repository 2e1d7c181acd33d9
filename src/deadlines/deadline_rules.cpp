#include "deadlines/deadline_rules.h"

#include <algorithm>
#include <fstream>

#include "deadlines/deadline_reading.h"
#include "kernel/limits.h"

namespace kader::deadlines {

namespace {

namespace fs = std::filesystem;

bool contains(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

// Every *.toml below `folder`, sorted, so that rules and faults always stand in the same order.
std::vector<fs::path> toml_files(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code code;
    for (fs::recursive_directory_iterator at{folder, code}, end; !code && at != end;
         at.increment(code))
        if (at->path().extension() == ".toml") files.push_back(at->path());
    std::sort(files.begin(), files.end());
    return files;
}

}  // namespace

class DeadlineLoader {
public:
    DeadlineLoader(const fs::path& norms, const KnownNames& known)
        : m_norms(norms), m_known(known) {}

    std::variant<DeadlineRules, std::vector<Fault>> load() {
        read(m_norms / "holidays.toml",
             [&](toml::TableReader file) { m_rules.m_calendar = read_holidays(std::move(file)); });
        for (const auto& path : toml_files(m_norms / "deadlines"))
            read(path, [&](toml::TableReader file) {
                for (auto& rule : read_rules(std::move(file)))
                    m_rules.m_rules.push_back(std::move(rule));
            });
        for (const auto& path : toml_files(m_norms / "cases" / "deadlines"))
            read(path, [&](toml::TableReader file) {
                for (auto& example : read_cases(std::move(file)))
                    m_rules.m_cases.push_back(std::move(example));
            });
        if (m_rules.m_rules.empty()) fault({name_of(m_norms / "deadlines"), 0}, "there is no rule");
        check_names();
        check_sources();
        check_cases();
        if (!m_faults.empty()) return m_faults.in_order_found();
        return std::move(m_rules);
    }

private:
    // "norms/deadlines/complaints.toml", wherever the folder stands.
    std::string name_of(const fs::path& path) const {
        return (fs::path{"norms"} / path.lexically_relative(m_norms)).generic_string();
    }

    // Hands one file to `take`, or says why it cannot.
    template <class Take>
    void read(const fs::path& path, const Take& take) {
        const Position whole_file{name_of(path), 0};
        std::error_code code;
        const auto size = fs::file_size(path, code);
        std::string bytes;
        if (!code && size <= limits::norm_file_bytes_max) bytes.resize(size);
        std::ifstream file{path, std::ios::binary};
        if (!code && size > limits::norm_file_bytes_max)
            fault(whole_file, "the file is too large");
        else if (code || !file.read(bytes.data(), std::streamsize(bytes.size())))
            fault(whole_file, "the file cannot be read");
        else if (const auto content = toml::parse(bytes, whole_file.file, m_faults))
            take(toml::TableReader{*content, whole_file.file, m_faults});
    }

    void fault(const Position& position, std::string reason) {
        m_faults.add(position, std::move(reason));
    }

    void check_names() {
        const auto& rules = m_rules.m_rules;
        for (std::size_t at = 0; at < rules.size(); ++at) {
            const auto& rule = rules[at];
            for (std::size_t before = 0; before < at; ++before)
                if (rules[before].id == rule.id) fault(rule.position, rule.id + " is there twice");
            for (const auto& id : rule.see_also)
                if (!m_rules.rule(id)) fault(rule.position, rule.id + ": there is no rule " + id);
            for (const auto& kind : rule.fed_by)
                if (!m_known.fact_kinds.empty() && !contains(m_known.fact_kinds, kind))
                    fault(rule.position, rule.id + ": no room offers facts of kind " + kind);
            if (!rule.extends.empty()) check_extension(rule);
        }
    }

    void check_extension(const DeadlineRule& rule) {
        const auto* first = m_rules.rule(rule.extends);
        if (!first) return fault(rule.position, rule.id + ": there is no rule " + rule.extends);
        if (first->kind != Kind::Term || !first->extends.empty())
            return fault(rule.position, rule.id + ": " + first->id + " is not a first term");
        // Both numbers are added up, so they are of one unit and one method.
        for (const auto& value : rule.values)
            for (const auto& first_value : first->values)
                if (value.term && first_value.term &&
                    (value.term->unit != first_value.term->unit ||
                     value.method != first_value.method))
                    fault(value.position,
                          rule.id + ": unit or method differs from that of " + first->id);
    }

    void check_sources() {
        if (m_known.source_codes.empty()) return;
        const auto check = [&](const std::vector<Source>& sources, const Position& position) {
            for (const auto& source : sources)
                if (!contains(m_known.source_codes, source.code))
                    fault(position, "there is no source " + source.code);
        };
        for (const auto& holiday : m_rules.m_calendar.holidays())
            check(holiday.sources, holiday.position);
        for (const auto& rule : m_rules.m_rules)
            for (const auto& value : rule.values) check(value.sources, value.position);
    }

    // Every value is worked out by hand at least once, so that no number is merely typed.
    void check_cases() {
        for (const auto& example : m_rules.m_cases) {
            if (!m_rules.rule(example.rule))
                fault(example.position, "there is no rule " + example.rule);
            if (const auto event = parse_event(example.from, Language::English);
                !event && !example.from.empty())
                fault(example.position, event.error().detail);
        }
        for (const auto& rule : m_rules.m_rules)
            for (const auto& value : rule.values)
                if (!has_case(rule, value))
                    fault(value.position, rule.id + ": this value has no case");
    }

    bool has_case(const DeadlineRule& rule, const DeadlineValue& value) const {
        return std::any_of(m_rules.m_cases.begin(), m_rules.m_cases.end(),
                           [&](const auto& example) {
                               if (example.rule != rule.id) return false;
                               const auto event = parse_event(example.from, Language::English);
                               return event && value.validity.holds_on(event->day);
                           });
    }

    const fs::path& m_norms;
    const KnownNames& m_known;
    toml::Faults m_faults;
    DeadlineRules m_rules;
};

std::variant<DeadlineRules, std::vector<Fault>> DeadlineRules::load(
    const std::filesystem::path& norms, const KnownNames& known) {
    return DeadlineLoader{norms, known}.load();
}

const DeadlineRule* DeadlineRules::rule(std::string_view id) const {
    for (const auto& rule : m_rules)
        if (rule.id == id) return &rule;
    return nullptr;
}

Result<Deadline> DeadlineRules::deadline_of(std::string_view id, const Event& event,
                                            Language language) const {
    const auto* found = rule(id);
    if (!found)
        return Error{Code::NotFound,
                     (language == Language::Dutch ? "er is geen termijn met de naam "
                                                  : "there is no deadline rule named ") +
                         std::string{id}};
    const auto* first = found->extends.empty() ? nullptr : rule(found->extends);
    return deadlines::deadline_of(*found, first, event, m_calendar, language);
}

}  // namespace kader::deadlines
