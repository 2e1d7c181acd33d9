#pragma once

// The two writes of a version that was decided on.

#include "records/record_store.h"

namespace kader::records {

// Everything is filled in and the sealed part is open. A first version makes the record too; its place in
// the order of records follows from the number of its change, and within one change from its id, which
// rises.
void store_version(storage::Unit&, const vault::Key&, const Version&, vault::Bytes salt);

}  // namespace kader::records
