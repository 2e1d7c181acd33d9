#include "storage/writer_words.h"

namespace kader::storage::words {

namespace {

const Text nothing_stored = {"Er is niets opgeslagen.", "Nothing was stored."};

Text then(const Text& first, const Text& second) {
    return {first.nl + " " + second.nl, first.en + " " + second.en};
}

}  // namespace

Text stopped(Fault fault) {
    switch (fault) {
        case Fault::Full:
            return {
                "De schijf is vol, daarom kan Kader nu niets opslaan. Maak ruimte vrij; daarna werkt "
                "opslaan vanzelf weer.",
                "The disk is full, so Kader can store nothing now. Free some space; after that, storing "
                "works again by itself."};
        case Fault::ReadOnly:
            return {
                "De database mag nu alleen gelezen worden, daarom kan Kader niets opslaan. Zodra schrijven "
                "weer mag, werkt opslaan vanzelf weer.",
                "The database may only be read now, so Kader can store nothing. As soon as writing is "
                "allowed again, storing works by itself."};
        case Fault::Io:
            return {
                "De schijf gaf een fout tijdens het opslaan. Om uw gegevens te beschermen slaat Kader niets "
                "meer op. Laat de schijf nakijken en start Kader daarna opnieuw.",
                "The disk failed while storing. To protect your data Kader stores nothing any more. Have "
                "the disk looked at and then start Kader again."};
        default:
            return {
                "De database is nu niet bereikbaar, of een ander programma heeft het recht om te schrijven. "
                "Kader probeert het vanzelf opnieuw.",
                "The database cannot be reached now, or another program has the right to write. Kader "
                "tries again by itself."};
    }
}

Text broken(Fault fault) {
    if (fault == Fault::Busy)
        return then(nothing_stored, {"De database was te lang bezet. Probeer het zo nog eens.",
                                     "The database was busy for too long. Please try again in a moment."});
    return then(nothing_stored, stopped(fault));
}

Text unknown_outcome() {
    return {
        "Het is niet zeker of dit is opgeslagen. Stuur hetzelfde verzoek gerust nog eens, met dezelfde "
        "sleutel: het wordt dan niet dubbel opgeslagen.",
        "It is not known whether this was stored. Sending the same request again with the same key is "
        "safe: it is not stored twice."};
}

Text queue_is_full() {
    return then(nothing_stored, {"Er wachten op dit moment te veel wijzigingen. Probeer het zo nog eens.",
                                 "Too many changes are waiting at this moment. Please try again soon."});
}

Text is_ending() {
    return then(nothing_stored, {"Kader wordt afgesloten.", "Kader is shutting down."});
}

Error unit_failed(Fault fault, Language language) {
    const auto said = [&](Code code, const Text& text) {
        return Error{code, then(nothing_stored, text).in(language)};
    };
    switch (fault) {
        case Fault::Unique:
            return said(Code::Conflict, {"Dit botst met iets dat er al staat.",
                                         "This clashes with something that is there already."});
        case Fault::ForeignKey:
        case Fault::Check:
            return said(Code::Invalid, {"Deze gegevens passen niet bij wat er al staat.",
                                        "These data do not fit what is there already."});
        case Fault::Damaged:
            return said(Code::Unavailable,
                        {"Een deel van de database is beschadigd. Laat dit nakijken.",
                         "A part of the database is damaged. Please have this looked at."});
        default:
            return work_failed(language);
    }
}

Error work_failed(Language language) {
    return {Code::Unavailable, then(nothing_stored, {"Er ging iets mis in Kader zelf of in de database.",
                                                     "Something went wrong in Kader itself or in the "
                                                     "database."})
                                   .in(language)};
}

}  // namespace kader::storage::words
