// Any text as a day or a number: no crash; a day that is read is written and read again as itself,
// and the calendar of kernel/ knows the same days.

#include <cstdint>
#include <cstdlib>

#include "lists/cell_scan.h"
#include "lists/quick_check.h"

using namespace kader;
using namespace kader::lists;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    CalendarDay day{};
    const auto fault = cell::scan_day(text, day);
    if (fault == cell::Fault::None) {
        const auto again = parse_day(iso_text(day));
        if (!again || *again != day) std::abort();
    }
    if (const auto known = parse_day(text))
        if (fault != cell::Fault::None || day != *known) std::abort();
    if (text.size() == 10 && is_quick_day(text.data()) && fault != cell::Fault::None) std::abort();

    for (const auto kind : {CellKind::Text, CellKind::Hundredths, CellKind::Whole, CellKind::YesNo,
                            CellKind::References, CellKind::KvkNumber,
                            CellKind::EstablishmentNumber, CellKind::BigNumber}) {
        const ColumnInfo column{"kolom", kind};
        const auto found = cell::fault_of(column, text, cell::Searched::NotYet);
        const auto reason = cell::reason_of(found, column, text);
        if ((found == cell::Fault::None) != reason.nl.empty() || reason.nl.size() > 400)
            std::abort();
        if (found == cell::Fault::None && !text.empty() && text.front() == '=') std::abort();
    }
    std::int32_t number = -1;
    if (cell::scan_whole(text, number) == cell::Fault::None && number < 0) std::abort();
    std::int32_t hundredths = -1;
    if (cell::scan_hundredths(text, hundredths) == cell::Fault::None && hundredths < 0)
        std::abort();
    return 0;
}
