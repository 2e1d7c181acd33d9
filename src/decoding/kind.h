#pragma once

// What a document is, by its bytes alone; a name or a declared type is never believed. Pure; any thread.

#include <cstdint>
#include <string_view>

#include "kernel/text.h"

namespace kader::decoding {

enum class Kind : std::uint8_t {
    PlainText,     // UTF-8, UTF-16 with a byte order mark, else Windows-1252. Also nothing at all.
    Pdf,
    Docx,          // Word since 2007, also .docm.
    Picture,       // JPEG, PNG, HEIC, TIFF, WebP, GIF, BMP.
    OldOffice,     // .doc and what else lies in an OLE2 container.
    LockedOffice,  // A Word file with a password: an OLE2 container as well.
    OpenDocument,  // .odt
    RichText,      // .rtf
    Spreadsheet,   // .xlsx
    Slides,        // .pptx
    Packed,        // Any other zip, gzip, 7z or rar.
    Unknown,
};

// Looks for marks only, and opens nothing. What looks like a PDF or a Word file may still be damaged.
Kind kind_of(std::string_view bytes);

// "een oud Word-bestand (.doc)", with its article, to stand in a sentence.
Text name_of(Kind);

}  // namespace kader::decoding
