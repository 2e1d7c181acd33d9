#pragma once

// The door of the room: the documents that the practice works by, where in them something stands, and who
// read which version. Law: Wkkgz art. 2, 3 and 7 (care is organised, written down and kept up to date). The
// texts themselves are elsewhere; this room knows their versions and days.

#include "documents/controlled_document.h"
#include "documents/passage.h"
#include "documents/read_confirmation.h"
#include "records/door.h"

namespace kader::documents {

using DocumentFiles = records::Door<ControlledDocument, Passage, ReadConfirmation>;

}  // namespace kader::documents
