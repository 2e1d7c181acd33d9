#include "norm_book/norm_book.h"

#include "norm_book/loader.h"

namespace kader::norm_book {

namespace {

template <class Row>
const Row* row_with(const std::vector<Row>& rows, std::string Row::*id, std::string_view wanted) {
    const auto found =
        std::find_if(rows.begin(), rows.end(), [&](const Row& row) { return row.*id == wanted; });
    return found == rows.end() ? nullptr : &*found;
}

}  // namespace

const ParameterValue* Parameter::on(CalendarDay day) const {
    for (const auto& value : values)
        if (value.validity.holds_on(day)) return &value;
    return nullptr;
}

Effect TruthTable::effect(Weight weight, Backing backing, State state) const {
    return m_cells[static_cast<std::size_t>(weight)][static_cast<std::size_t>(backing)]
                  [static_cast<std::size_t>(state)];
}

void TruthTable::set(Weight weight, Backing backing, State state, Effect effect) {
    m_cells[static_cast<std::size_t>(weight)][static_cast<std::size_t>(backing)]
           [static_cast<std::size_t>(state)] = effect;
}

Backing backing_of(Certainty certainty) {
    switch (certainty) {
        case Certainty::Sourced: return Backing::Sourced;
        case Certainty::SourcedSecond: return Backing::SourcedSecond;
        case Certainty::Assumed: return Backing::Assumed;
    }
    kader::detail::halt("a certainty has a backing", __FILE__, __LINE__);
}

const Requirement* NormBook::requirement(std::string_view id) const {
    return row_with(m_requirements, &Requirement::id, id);
}

const Parameter* NormBook::parameter(std::string_view id) const {
    return row_with(m_parameters, &Parameter::id, id);
}

const DocumentType* NormBook::document(std::string_view id) const {
    return row_with(m_documents, &DocumentType::id, id);
}

const SourceText* NormBook::source(std::string_view code) const {
    return row_with(m_sources, &SourceText::code, code);
}

NormBook NormBook::only(Requirement requirement) const {
    auto copy = *this;
    copy.m_requirements = {std::move(requirement)};
    return copy;
}

std::variant<NormBook, std::vector<Fault>> NormBook::load(
    const std::filesystem::path& folder, const std::vector<facts::FactKind>& facts) {
    auto files = read_norm_files(folder);
    if (!files) return std::vector<Fault>{{{folder.string(), 0}, files.error().detail}};
    return load(*std::move(files), facts);
}

std::variant<NormBook, std::vector<Fault>> NormBook::load(
    std::vector<NormFile> files, const std::vector<facts::FactKind>& facts, Extent extent) {
    return Loader{std::move(files), facts, extent}.load();
}

}  // namespace kader::norm_book
