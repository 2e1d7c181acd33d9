#include "decoding/outcome.h"

#include <string_view>

#include "kernel/check.h"
#include "kernel/limits.h"

namespace kader::decoding {

namespace {

struct Words {
    std::string_view nl, en;
};

// {name} is what the file is; {paste} how its text gets here by hand.
Words refusal_words(Refusal refusal, Kind kind) {
    switch (refusal) {
        case Refusal::OtherKind:
            return {"Dit is {name}. Zo'n bestand leest Kader niet. Open het zelf, kopieer de tekst en {paste}.",
                    "This is {name}. Kader does not read such files. Open it yourself, copy the text and {paste}."};
        case Refusal::Picture:
            return {"Dit is een foto of plaatje. Letters op een foto kan Kader niet lezen. Vraag om het contract als PDF of "
                    "Word-bestand. Of laat uw telefoon de tekst uit de foto kopiëren, en {paste}.",
                    "This is a photograph or picture. Kader cannot read letters on a photograph. Ask for the contract as a PDF or "
                    "Word file. Or let your phone copy the text out of the photograph, and {paste}."};
        case Refusal::NoText:
            if (kind == Kind::Pdf)
                return {"In deze PDF staat geen tekst, alleen beeld. Waarschijnlijk is het papier gescand. Vraag om het contract als "
                        "Word-bestand of als PDF waarin u tekst kunt selecteren. Of laat uw telefoon de tekst kopiëren, en {paste}.",
                        "There is no text in this PDF, only pictures. Probably the paper was scanned. Ask for the contract as a "
                        "Word file, or as a PDF in which you can select text. Or let your phone copy the text, and {paste}."};
            return {"In dit bestand staat geen tekst. Kijk of u het goede bestand koos, of kopieer de tekst en {paste}.",
                    "There is no text in this file. See whether you chose the right file, or copy the text and {paste}."};
        case Refusal::Locked:
            return {"Dit bestand zit op slot met een wachtwoord. Open het zelf, kopieer de tekst en {paste}.",
                    "This file is locked with a password. Open it yourself, copy the text and {paste}."};
        case Refusal::Damaged:
            return {"Dit bestand is beschadigd of niet compleet. Vraag om een nieuw exemplaar. Kunt u het zelf wel openen? Kopieer dan "
                    "de tekst en {paste}.",
                    "This file is damaged or not complete. Ask for a new copy. Can you open it yourself? Then copy the text and {paste}."};
        case Refusal::TooLarge:
            return {"Dit bestand is te groot. Een PDF mag {pdf} MB zijn en {pages} bladzijden hebben, een ander bestand {docx} MB. "
                    "Kopieer het deel waar het om gaat en {paste}.",
                    "This file is too large. A PDF may be {pdf} MB and have {pages} pages, another file {docx} MB. Copy the part that "
                    "matters and {paste}."};
        case Refusal::Bomb:
            return {"Dit bestand is klein, maar wordt bij het openen buitengewoon groot. Daarom is gestopt met lezen. Vertrouw het niet "
                    "zomaar. Kunt u het zelf openen? Kopieer dan de tekst en {paste}.",
                    "This file is small, but becomes extremely large when it is opened. So reading it was stopped. Be careful with it. Can "
                    "you open it yourself? Then copy the text and {paste}."};
        case Refusal::TookTooLong:
            return {"Het lezen van dit bestand duurde te lang en is gestopt. Open het zelf, kopieer de tekst en {paste}.",
                    "Reading this file took too long and was stopped. Open it yourself, copy the text and {paste}."};
        case Refusal::Busy:
            return {"Er worden nu te veel bestanden tegelijk gelezen. Probeer het over een minuut nog eens.",
                    "Too many files are being read at this moment. Try again in a minute."};
        case Refusal::NoDecoder:
            return {"PDF- en Word-bestanden kunnen hier nu niet veilig worden geopend. Uw bestand is niet geopend. Open het zelf, "
                    "kopieer de tekst en {paste}.",
                    "PDF and Word files cannot be opened safely here now. Your file was not opened. Open it yourself, copy the text and "
                    "{paste}."};
    }
    const bool is_in_the_closed_list = false;
    HALT_UNLESS(is_in_the_closed_list);
    return {};
}

void fill(std::string& text, std::string_view place, const std::string& with) {
    for (auto at = text.find(place); at != text.npos; at = text.find(place, at + with.size())) text.replace(at, place.size(), with);
}

}  // namespace

Text words_of(const Outcome& outcome, Door door) {
    HALT_UNLESS(outcome.refusal.has_value());
    const auto words = refusal_words(*outcome.refusal, outcome.kind);
    Text text{std::string{words.nl}, std::string{words.en}};
    const auto name = name_of(outcome.kind);
    const bool on_page = door == Door::Page;
    fill(text.nl, "{name}", name.nl);
    fill(text.en, "{name}", name.en);
    fill(text.nl, "{paste}", on_page ? "plak die hier" : "plak die in een tekstbestand");
    fill(text.en, "{paste}", on_page ? "paste it here" : "paste it into a text file");
    for (auto* one : {&text.nl, &text.en}) {
        fill(*one, "{pdf}", std::to_string(limits::document_pdf_bytes_max / limits::MiB));
        fill(*one, "{docx}", std::to_string(limits::document_docx_bytes_max / limits::MiB));
        fill(*one, "{pages}", std::to_string(limits::document_pages_count_max));
    }
    return text;
}

std::vector<Text> words_of(const Notes& notes) {
    std::vector<Text> all;
    if (notes.pages_without_text > 0) {
        const auto some = std::to_string(notes.pages_without_text), of = std::to_string(notes.pages);
        all.push_back({"Op " + some + " van de " + of + " bladzijden staat geen tekst die kan worden gelezen, misschien omdat ze gescand zijn. Lees die zelf.",
                       "On " + some + " of the " + of + " pages there is no text that can be read, perhaps because they were scanned. Read those yourself."});
    }
    if (notes.is_cut)
        all.push_back({"De tekst is heel lang. Alleen het eerste deel is gelezen.", "The text is very long. Only the first part was read."});
    if (notes.has_macros)
        all.push_back({"In dit bestand zitten macro's: kleine programma's. Daarvan is niets uitgevoerd.",
                       "There are macros in this file: small programs. Nothing of them was run."});
    if (notes.has_embedded)
        all.push_back({"In dit bestand zitten andere bestanden. Die zijn niet geopend. Lees die zelf.",
                       "There are other files in this file. They were not opened. Read those yourself."});
    return all;
}

}  // namespace kader::decoding
