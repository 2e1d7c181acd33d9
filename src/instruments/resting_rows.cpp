#include "instruments/resting_rows.h"

#include <set>

#include <algorithm>

namespace kader::instruments {

namespace {

using Of = RestingRow::Of;

bool has_code(const std::vector<Source>& sources, const std::string& code) {
    return std::ranges::find(sources, code, &Source::code) != sources.end();
}

class RestingRows {
public:
    explicit RestingRows(const Instrument& instrument) : m_instrument(instrument) {}

    void add(Of of, const std::string& id, const std::vector<Source>& sources, std::optional<CalendarDay> from) {
        for (const auto& source : sources) {
            if (std::ranges::find(m_instrument.source_codes, source.code) == m_instrument.source_codes.end()) continue;
            const auto* version = version_of(source.code, from);
            const auto is_there = [&](const RestingRow& row) { return row.of == of && row.id == id && row.version == version; };
            if (std::ranges::none_of(m_rows, is_there)) m_rows.push_back({of, id, version});
        }
    }

    std::vector<RestingRow> take() {
        const auto place = [&](const RestingRow& row) {
            return row.version ? row.version - m_instrument.versions.data() : std::ptrdiff_t(m_instrument.versions.size());
        };
        std::ranges::stable_sort(m_rows, {}, [&](const RestingRow& row) { return std::pair{place(row), row.of}; });
        return std::move(m_rows);
    }

private:
    const Version* version_of(const std::string& code, std::optional<CalendarDay> from) const {
        const auto& versions = m_instrument.versions;
        const auto backs = [&](const Version& version) { return has_code(version.backed.sources, code); };
        if (std::ranges::count_if(versions, backs) == 1) return &*std::ranges::find_if(versions, backs);
        if (versions.size() == 1) return &versions.front();
        return from ? m_instrument.version_on(*from) : nullptr;
    }

    const Instrument& m_instrument;
    std::vector<RestingRow> m_rows;
};

}  // namespace

std::string_view word(RestingRow::Of of) {
    switch (of) {
        case Of::Question: return "question";
        case Of::Requirement: return "requirement";
        case Of::Parameter: return "parameter";
        case Of::Document: return "document";
        case Of::Rule: return "rule";
    }
    return {};
}

std::vector<RestingRow> resting_rows(const Instrument& instrument, const norm_book::NormBook& book, const deadlines::DeadlineRules& rules) {
    RestingRows all{instrument};
    for (const auto& one : book.questions()) all.add(Of::Question, std::to_string(one.number), one.sources, {});
    for (const auto& one : book.requirements()) all.add(Of::Requirement, one.id, one.sources, one.validity.from);
    for (const auto& one : book.parameters())
        for (const auto& value : one.values) all.add(Of::Parameter, one.id, value.sources, value.validity.from);
    for (const auto& one : book.documents()) all.add(Of::Document, one.id, one.sources, {});
    for (const auto& one : rules.rules())
        for (const auto& value : one.values) all.add(Of::Rule, one.id, value.sources, value.validity.from);
    return all.take();
}

std::size_t count_of(const std::vector<RestingRow>& rows) {
    std::set<std::pair<RestingRow::Of, std::string_view>> different;
    for (const auto& row : rows) different.emplace(row.of, row.id);
    return different.size();
}

}  // namespace kader::instruments
