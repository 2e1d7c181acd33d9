// A version of an export, put back as it was.

#include "kernel/check.h"
#include "kernel/limits.h"
#include "kernel/text.h"
#include "records/record_store.h"
#include "records/sealed_row.h"
#include "records/store_version.h"

namespace kader::records {

namespace {

Error not_sound(std::string nl) {
    return {Code::Invalid, std::move(nl)};
}

bool is_text(std::string_view text, std::size_t bytes_max) {
    if (text.size() > bytes_max || holds_control(text)) return false;
    for (std::size_t at = 0; at < text.size();)
        if (next_character(text, at) == bad_byte) return false;
    return true;
}

bool are_cells(const Cells& cells) {
    if (cells.size() > limits::list_columns_count_max) return false;
    for (const auto& [column, text] : cells)
        if (column.empty() || text.empty() || !is_text(column, limits::list_cell_bytes_max) ||
            !is_text(text, limits::list_cell_bytes_max))
            return false;
    return true;
}

std::optional<Error> unsound(const Version& version, vault::Bytes salt) {
    constexpr std::size_t name_bytes_max = 4 * limits::record_kenmerk_characters_max;
    if (!version.sealed || version.damaged || salt.size() != salt_bytes)
        return not_sound("een versie zonder verzegeld deel of zonder zout");
    if (version.list.empty() || version.kenmerk.empty() || !is_text(version.list, name_bytes_max) ||
        !is_text(version.kenmerk, name_bytes_max))
        return not_sound("een versie zonder leesbare lijst of leesbaar kenmerk");
    if (version.number < 1 || version.change_seq < 1 || version.record.is_nil())
        return not_sound("een versie zonder nummer of id");
    if (!are_cells(version.plain) || !are_cells(*version.sealed))
        return not_sound("een versie met een cel die niet te lezen is");
    return {};
}

}  // namespace

std::optional<Error> put_old(storage::Unit& unit, const Keeping& keeping, const access::Grant& grant,
                             const Version& old, vault::Bytes salt) {
    const subjects::PracticeId practice{unit.practice()};
    if (grant.practice() != practice)
        return Error{Code::Forbidden, "deze toestemming is van een andere praktijk"};
    if (auto error = grant.refusal(access::Area::Transfer, access::Act::Write)) return error;
    if (auto error = unsound(old, salt)) return error;
    const auto before = find_newest(unit.session(), practice, old.record);
    if ((before ? before->number : 0) + 1 != old.number)
        return Error{Code::Conflict, "de versies van deze rij volgen elkaar niet op"};
    if (before && (before->list != old.list || before->kenmerk != old.kenmerk))
        return Error{Code::Conflict, "de versies van deze rij hebben niet hetzelfde kenmerk"};
    if (!before && find_newest(unit.session(), practice, old.list, old.kenmerk))
        return Error{Code::Conflict, "er is al een rij met dit kenmerk"};
    if (!subjects::is_subject(unit.session(), practice, old.subject))
        return not_sound("een versie van een onderwerp dat er niet is");
    KADER_TRY(key, keeping.keys.open(unit.session(), practice.bytes(), old.subject.bytes()));
    auto version = old;
    version.match = match_of(keeping.keyring, practice, old.list, *old.sealed);
    store_version(unit, *key, version, salt);
    return {};
}

}  // namespace kader::records
