// The rows that other rows refer to, and the tables beside them: sources, questions, documents, the
// glossary and the truth table of states.

#include "norm_book/closed_lists.h"
#include "norm_book/loader.h"

namespace kader::norm_book {

void Loader::load_sources() {
    const auto* source = file("sources.toml");
    if (source == nullptr) return;
    TableReader whole{source->content, source->name, m_faults};
    for (auto& row : whole.tables("source")) {
        SourceText text{row.text("code"), row.text("title"), row.text("where"), row.position()};
        if (m_book.source(text.code) != nullptr && !text.code.empty())
            row.refuse_at("code", "the source \"" + text.code + "\" is here twice");
        row.refuse_other_keys();
        m_book.m_sources.push_back(std::move(text));
    }
    whole.refuse_other_keys();
}

void Loader::load_questions() {
    const auto* source = file("questions.toml");
    if (source == nullptr) return;
    TableReader whole{source->content, source->name, m_faults};
    for (auto& row : whole.tables("question")) {
        Question question;
        question.position = row.position();
        question.number = row.whole("number");
        question.title = row.both("title");
        question.explain = row.both("explain");
        question.polarity = row.choice("polarity", polarities);
        question.asked_of_solo = row.yes_no("asked_of_solo");
        question.duty_of_solo = row.yes_no("duty_of_solo");
        question.theme = row.text("theme");
        question.sources = read_sources(row);
        row.refuse_other_keys();
        m_book.m_questions.push_back(std::move(question));
    }
    whole.refuse_other_keys();
}

void Loader::load_documents() {
    auto sources = files_below("documents/");
    if (const auto one = files_below("documents.toml"); !one.empty())
        sources.push_back(one.front());
    for (const auto* source : sources) {
        TableReader whole{source->content, source->name, m_faults};
        for (auto& row : whole.tables("document")) {
            DocumentType type;
            type.position = row.position();
            type.id = read_id(row);
            type.title = row.both("title");
            type.certainty = row.choice("certainty", certainties);
            type.sources = read_sources(row);
            std::set<std::string> ids;
            for (auto& part : row.tables("element")) {
                DocumentElement element{part.text("id"), part.both("title")};
                if (!ids.insert(element.id).second)
                    part.refuse_at(
                        "id", "the element \"" + element.id + "\" is in this document type twice");
                part.refuse_other_keys();
                type.elements.push_back(std::move(element));
            }
            row.refuse_other_keys();
            m_book.m_documents.push_back(std::move(type));
        }
        whole.refuse_other_keys();
    }
}

void Loader::load_glossary() {
    const auto* source = file("glossary.toml");
    if (source == nullptr) return;
    TableReader whole{source->content, source->name, m_faults};
    std::map<std::string, int> dutch;
    std::map<std::string, int> code;
    for (auto& row : whole.tables("term")) {
        Term term{row.text("nl"), row.text("en"), row.text("code"), row.optional_text("note"),
                  row.position()};
        const auto refuse_double = [&](std::map<std::string, int>& seen, const std::string& key,
                                       const std::string& value) {
            const auto [first, is_new] = seen.emplace(value, term.position.line);
            if (!is_new && !value.empty())
                row.refuse_at(key, "\"" + value + "\" is already a term at line " +
                                       std::to_string(first->second) +
                                       "; one word in each language means one thing");
        };
        refuse_double(dutch, "nl", term.nl);
        refuse_double(code, "code", term.code);
        row.refuse_other_keys();
        m_book.m_glossary.push_back(std::move(term));
    }
    whole.refuse_other_keys();
}

void Loader::load_truth_table() {
    const auto* source = file("states.toml");
    if (source == nullptr) return;
    TableReader whole{source->content, source->name, m_faults};
    std::vector<Effect> order;
    for (const auto& name : whole.texts("order"))
        for (const auto effect : effects)
            if (name == word(effect)) order.push_back(effect);
    const std::set<Effect> strong{Effect::Contradicted, Effect::Missing, Effect::Attested,
                                  Effect::Shown};
    if (order.size() != strong.size() || std::set<Effect>{order.begin(), order.end()} != strong)
        whole.refuse_at("order",
                        "`order` must name contradicted, missing, attested and shown, each once");
    m_book.m_truth_table.order = std::move(order);
    for (const auto weight : weights) {
        const auto* by_backing = whole.find(word(weight));
        if (by_backing == nullptr) {
            whole.refuse("the table [" + std::string{word(weight)} + ".…] is missing");
            continue;
        }
        TableReader backing_table{*by_backing, source->name, m_faults};
        for (const auto backing : backings) {
            const auto* cells = backing_table.find(word(backing));
            if (cells == nullptr) {
                backing_table.refuse("the table [" + std::string{word(weight)} + "." +
                                     std::string{word(backing)} + "] is missing");
                continue;
            }
            // TOML itself refuses a cell that is there twice.
            TableReader row{*cells, source->name, m_faults};
            for (const auto state : states)
                m_book.m_truth_table.set(weight, backing, state, row.choice(word(state), effects));
            row.refuse_other_keys();
        }
        backing_table.refuse_other_keys();
    }
    whole.refuse_other_keys();
}

}  // namespace kader::norm_book
