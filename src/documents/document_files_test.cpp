#include "documents/document_files.h"

#include <doctest/doctest.h>

#include "documents/record_types.h"
#include "records/door_for_tests.h"

namespace kader::documents {

TEST_CASE("the door of documents keeps their versions, for those who may") {
    records::check_lists<DocumentFiles>(record_types());
    ControlledDocument protocol;
    protocol.row.kenmerk = "D1";
    protocol.type = "protocol";
    protocol.title = "Protocol Fictief";
    protocol.version = "1";
    protocol.adopted_on = day_of(2026, 1, 1);
    protocol.evaluate_by = day_of(2027, 1, 1);
    protocol.owner = "P1";
    protocol.audience = {"artsen", "balie"};
    protocol.accessible = true;
    auto corrected = protocol;
    corrected.treatment = "proef";
    records::check_door<DocumentFiles>(protocol, corrected);
}

}  // namespace kader::documents
