#include "decoding/kind.h"

#include <algorithm>
#include <array>

namespace kader::decoding {

namespace {

using namespace std::string_view_literals;

constexpr std::array pictures = {"\xFF\xD8\xFF"sv, "\x89PNG"sv, "GIF87a"sv, "GIF89a"sv, "II*\0"sv, "MM\0*"sv};
constexpr std::array moving_brands = {"heic"sv, "heix"sv, "heim"sv, "heis"sv, "hevc"sv, "mif1"sv, "msf1"sv, "avif"sv};

bool is_picture(std::string_view bytes) {
    if (std::ranges::any_of(pictures, [&](auto start) { return bytes.starts_with(start); })) return true;
    if (bytes.size() < 12) return false;
    if (bytes.starts_with("RIFF") && bytes.substr(8, 4) == "WEBP") return true;
    if (bytes.substr(4, 4) == "ftyp") return std::ranges::find(moving_brands, bytes.substr(8, 4)) != moving_brands.end();
    return bytes.starts_with("BM") && bytes.substr(6, 4) == "\0\0\0\0"sv;
}

// A PDF may have a little before its mark; a text that speaks of PDFs has no end of one.
bool is_pdf(std::string_view bytes) {
    if (bytes.starts_with("%PDF-")) return true;
    return bytes.substr(0, 1024).find("%PDF-") != bytes.npos && bytes.find("startxref") != bytes.npos;
}

// The names of what is packed stand in a zip as they are. The first that is known decides: a Word file may hold
// a spreadsheet.
Kind packed_kind(std::string_view bytes) {
    if (bytes.size() > 38 && bytes.substr(30).starts_with("mimetypeapplication/vnd.oasis.opendocument")) return Kind::OpenDocument;
    struct Mark {
        std::string_view name;
        Kind kind;
    };
    constexpr std::array marks = {Mark{"word/", Kind::Docx}, Mark{"xl/workbook", Kind::Spreadsheet}, Mark{"ppt/presentation", Kind::Slides}};
    auto kind = Kind::Packed;
    auto first = bytes.npos;
    for (const auto& mark : marks)
        if (const auto at = bytes.substr(0, first).find(mark.name); at != bytes.npos) first = at, kind = mark.kind;
    return kind;
}

// The names of streams in an OLE2 container are UTF-16.
Kind office_kind(std::string_view bytes) {
    return bytes.find("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"sv) != bytes.npos ? Kind::LockedOffice : Kind::OldOffice;
}

bool is_text(std::string_view bytes) {
    if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) return true;
    // Control characters that no text has, but for the ends of pages.
    return std::ranges::none_of(bytes, [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 0x20 && (byte < 0x09 || byte > 0x0D) && byte != 0x1A;
    });
}

}  // namespace

Kind kind_of(std::string_view bytes) {
    if (is_pdf(bytes)) return Kind::Pdf;
    if (bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06")) return packed_kind(bytes);
    if (bytes.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) return office_kind(bytes);
    if (is_picture(bytes)) return Kind::Picture;
    if (bytes.starts_with("{\\rtf")) return Kind::RichText;
    if (bytes.starts_with("\x1F\x8B") || bytes.starts_with("7z\xBC\xAF\x27\x1C") || bytes.starts_with("Rar!\x1A\x07")) return Kind::Packed;
    return is_text(bytes) ? Kind::PlainText : Kind::Unknown;
}

Text name_of(Kind kind) {
    switch (kind) {
        case Kind::PlainText: return {"een gewone tekst", "a plain text"};
        case Kind::Pdf: return {"een PDF", "a PDF"};
        case Kind::Docx: return {"een Word-bestand (.docx)", "a Word file (.docx)"};
        case Kind::Picture: return {"een foto of plaatje", "a photograph or picture"};
        case Kind::OldOffice: return {"een oud Office-bestand (zoals .doc)", "an old Office file (such as .doc)"};
        case Kind::LockedOffice: return {"een Word-bestand met een wachtwoord", "a Word file with a password"};
        case Kind::OpenDocument: return {"een OpenDocument-bestand (zoals .odt)", "an OpenDocument file (such as .odt)"};
        case Kind::RichText: return {"een RTF-bestand", "an RTF file"};
        case Kind::Spreadsheet: return {"een Excel-bestand", "an Excel file"};
        case Kind::Slides: return {"een PowerPoint-bestand", "a PowerPoint file"};
        case Kind::Packed: return {"een ingepakt bestand (zoals .zip)", "a packed file (such as .zip)"};
        case Kind::Unknown: break;
    }
    return {"een bestand van een soort die Kader niet kent", "a file of a kind that Kader does not know"};
}

}  // namespace kader::decoding
