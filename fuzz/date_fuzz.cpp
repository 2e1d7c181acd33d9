// Any text as a day, an instant or a number: no crash; a day that is read is written and read again as itself,
// and the calendar of kernel/ knows the same days.

#include <cstdint>
#include <cstdlib>

#include "deadlines/amsterdam_time.h"
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
    // The command line's days and instants: what is read is written and read again as itself.
    for (const auto language : {Language::Dutch, Language::English}) {
        const auto event = deadlines::parse_event(text, language);
        if (!event && event.error().detail.empty()) std::abort();
        if (!event || !event->instant) continue;
        const auto again = deadlines::parse_event(deadlines::amsterdam_text(*event->instant), language);
        if (!again || again->instant != event->instant) std::abort();
    }
    std::int32_t number = -1;
    if (cell::scan_whole(text, number) == cell::Fault::None && number < 0) std::abort();
    std::int32_t hundredths = -1;
    if (cell::scan_hundredths(text, hundredths) == cell::Fault::None && hundredths < 0)
        std::abort();
    return 0;
}
