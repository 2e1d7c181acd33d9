#include "norm_book/loader.h"

#include "kernel/limits.h"
#include "norm_book/closed_lists.h"
#include "norm_book/condition_reader.h"
#include "norm_book/norm_rows.h"

namespace kader::norm_book {

namespace {

// Read by deadlines/, which knows their keys.
bool belongs_to_deadlines(std::string_view path) {
    return path == "holidays.toml" || path.starts_with("deadlines/") ||
           path.starts_with("cases/deadlines/");
}

// Read by those who know their keys: the catalogue of treatments, the register of instruments, the interviews.
bool belongs_to_doors(std::string_view path) {
    for (const auto* start : {"treatments.toml", "cases/treatments/", "instruments/", "interviews/", "cases/interviews/",
                              "desks.toml", "clauses/"})
        if (path.starts_with(start)) return true;
    return false;
}

bool has_a_place(std::string_view path) {
    for (const auto* name : {"sources.toml", "questions.toml", "documents.toml", "scope.toml",
                             "states.toml", "glossary.toml"})
        if (path == name) return true;
    for (const auto* folder : {"documents/", "parameters/", "requirements/", "cases/questions/"})
        if (path.starts_with(folder)) return true;
    return belongs_to_deadlines(path) || belongs_to_doors(path);
}

}  // namespace

Loader::Loader(std::vector<NormFile> files, const std::vector<facts::FactKind>& facts,
               Extent extent)
    : m_extent{extent}, m_raw{std::move(files)} {
    std::sort(m_raw.begin(), m_raw.end(),
              [](const auto& a, const auto& b) { return a.path < b.path; });
    for (const auto& fact : facts) m_facts.emplace(fact.name, fact);
}

std::variant<NormBook, std::vector<Fault>> Loader::load() {
    parse_files();
    // In the order in which rows refer to one another.
    load_sources();
    load_questions();
    load_glossary();
    load_truth_table();
    load_documents();
    load_parameters();
    load_requirements();
    load_scope();

    std::vector<Story> stories;
    for (const auto* source : files_below("cases/questions/")) {
        TableReader table{source->content, source->name, m_faults};
        stories.push_back(read_story(table));
    }
    check_questions();
    check_deadline_ids();
    check_stories(stories);
    if (m_extent == Extent::Whole) check_worked_cases(stories);

    if (!m_faults.empty()) return m_faults.sorted();
    m_book.m_edition = edition_of(std::move(m_raw));
    return std::move(m_book);
}

void Loader::parse_files() {
    for (const auto& raw : m_raw) {
        if (!is_norm_file(raw.path) || !raw.path.ends_with(".toml")) continue;
        const Position whole_file{"norms/" + raw.path, 0};
        if (raw.bytes.size() > limits::norm_file_bytes_max) {
            m_faults.add(whole_file, "this file is larger than " +
                                         std::to_string(limits::norm_file_bytes_max) +
                                         " bytes; split it");
            continue;
        }
        if (!has_a_place(raw.path)) {
            m_faults.add(
                whole_file,
                "nobody reads this file; norms/README.md says which files and folders there are");
            continue;
        }
        if (auto content = toml::parse(raw.bytes, whole_file.file, m_faults))
            m_files.push_back({raw.path, whole_file.file, *std::move(content)});
    }
}

std::vector<const Loader::File*> Loader::files_below(std::string_view start) const {
    std::vector<const File*> result;
    for (const auto& file : m_files)
        if (file.path.starts_with(start)) result.push_back(&file);
    return result;
}

const Loader::File* Loader::file(std::string_view path) {
    for (const auto& file : m_files)
        if (file.path == path) return &file;
    // A file that is there but could not be parsed already has its fault.
    const bool present =
        std::any_of(m_raw.begin(), m_raw.end(), [&](const auto& raw) { return raw.path == path; });
    if (m_extent == Extent::Whole && !present)
        m_faults.add({"norms/" + std::string{path}, 0}, "this file is missing");
    return nullptr;
}

std::vector<Source> Loader::read_sources(TableReader& table) { return norm_book::read_sources(table, m_book); }

Validity Loader::read_validity(TableReader& table, Certainty fallback) {
    Validity validity;
    validity.date_certainty =
        table.optional_choice("from_certainty", certainties).value_or(fallback);
    const auto* from = table.find("from");
    if (from == nullptr) {
        table.refuse("`from` is missing; write the first day, or from = \"unknown\"");
    } else if (from->kind == toml::Value::Kind::Text) {
        if (from->text != "unknown")
            table.refuse_at(
                "from", "`from` must be a day such as 2026-03-31 without quotes, or \"unknown\"");
        if (table.has("from_certainty") && validity.date_certainty != Certainty::Assumed)
            table.refuse_at("from_certainty",
                            "an unknown date is never sourced; leave `from_certainty` out");
        validity.date_certainty = Certainty::Assumed;
    } else {
        validity.from = table.optional_day("from");
    }
    if (const auto through = table.optional_day("through")) {
        validity.until = *through + Days{1};
        if (validity.from && *through < *validity.from)
            table.refuse_at("through", "`through` lies before `from`; both days are included");
    }
    return validity;
}

std::string Loader::read_id(TableReader& table) {
    const auto id = table.text("id");
    if (id.empty()) return id;
    const auto is_letter = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    };
    if (!std::all_of(id.begin(), id.end(), is_letter))
        table.refuse_at("id", "an id has only small letters, digits, - and _");
    const auto [first, is_new] = m_ids.emplace(id, table.position_of("id"));
    if (!is_new)
        table.refuse_at("id", "the id \"" + id + "\" is already used at " + first->second.file +
                                  ":" + std::to_string(first->second.line) + "; choose another");
    return id;
}

Condition Loader::read_condition(const toml::Value& value, const std::string& file) {
    return ConditionReader{m_facts, m_book, m_faults}.read(value, file);
}

Condition Loader::read_showing_condition(const toml::Value& value, const std::string& file) {
    const auto faults_before = m_faults.size();
    auto condition = read_condition(value, file);
    // Of a condition that was refused already, nothing can be said.
    if (m_faults.size() == faults_before && holds_without_records(condition))
        m_faults.add({file, value.line},
                     "this condition holds for a practice without any record; join it with "
                     "something that exists");
    return condition;
}

}  // namespace kader::norm_book
