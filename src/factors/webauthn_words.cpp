#include "factors/webauthn.h"
#include "kernel/check.h"

namespace kader::factors {

std::string_view word(WebAuthnFault fault) {
    switch (fault) {
        case WebAuthnFault::TooLarge: return "too-large";
        case WebAuthnFault::ClientDataMalformed: return "client-data-malformed";
        case WebAuthnFault::WrongType: return "wrong-type";
        case WebAuthnFault::WrongChallenge: return "wrong-challenge";
        case WebAuthnFault::WrongOrigin: return "wrong-origin";
        case WebAuthnFault::CrossOrigin: return "cross-origin";
        case WebAuthnFault::AttestationMalformed: return "attestation-malformed";
        case WebAuthnFault::AuthenticatorDataMalformed: return "authenticator-data-malformed";
        case WebAuthnFault::WrongRelyingParty: return "wrong-relying-party";
        case WebAuthnFault::UserNotPresent: return "user-not-present";
        case WebAuthnFault::UserNotVerified: return "user-not-verified";
        case WebAuthnFault::BackupStateImpossible: return "backup-state-impossible";
        case WebAuthnFault::NoCredential: return "no-credential";
        case WebAuthnFault::AlgorithmNotAllowed: return "algorithm-not-allowed";
        case WebAuthnFault::PublicKeyInvalid: return "public-key-invalid";
        case WebAuthnFault::ForeignCredential: return "foreign-credential";
        case WebAuthnFault::WrongUserHandle: return "wrong-user-handle";
        case WebAuthnFault::SignatureWrong: return "signature-wrong";
        case WebAuthnFault::CounterRegress: return "counter-regress";
    }
    HALT_UNLESS(false);
}

Text text_of(WebAuthnFault fault) {
    switch (fault) {
        case WebAuthnFault::TooLarge: return {"Een deel van het antwoord van de browser is te groot.", "A part of the browser's answer is too large."};
        case WebAuthnFault::ClientDataMalformed:
            return {"Wat de browser over zichzelf zegt, is niet te lezen.", "What the browser says about itself cannot be read."};
        case WebAuthnFault::WrongType:
            return {"Dit antwoord was voor iets anders: aanmelden en inloggen zijn verwisseld.", "This answer was for something else: registering and signing in were mixed up."};
        case WebAuthnFault::WrongChallenge:
            return {"Dit antwoord hoort niet bij onze vraag: het is oud, of van iemand anders.", "This answer does not belong to our question: it is old, or of someone else."};
        case WebAuthnFault::WrongOrigin:
            return {"De passkey is gebruikt op een ander adres dan dat van deze server. Dat kan een nagemaakte pagina zijn.",
                    "The passkey was used at another address than that of this server. That may be an imitated page."};
        case WebAuthnFault::CrossOrigin:
            return {"De passkey is gevraagd vanuit een pagina binnen een pagina van iemand anders.", "The passkey was asked for from a page within a page of someone else."};
        case WebAuthnFault::AttestationMalformed: return {"De aanmelding van de passkey is niet te lezen.", "The registration of the passkey cannot be read."};
        case WebAuthnFault::AuthenticatorDataMalformed:
            return {"De gegevens van de passkey zijn afgebroken, of er staat te veel in.", "The data of the passkey are cut off, or hold too much."};
        case WebAuthnFault::WrongRelyingParty: return {"De passkey is van een andere server.", "The passkey is of another server."};
        case WebAuthnFault::UserNotPresent: return {"Niemand heeft de passkey aangeraakt.", "Nobody touched the passkey."};
        case WebAuthnFault::UserNotVerified:
            return {"De passkey heeft niet gevraagd wie hem gebruikt: geen pincode, vinger of gezicht.", "The passkey did not ask who uses it: no PIN, finger or face."};
        case WebAuthnFault::BackupStateImpossible:
            return {"De passkey zegt dat er een kopie is, en dat er geen kopie kan zijn.", "The passkey says that there is a copy, and that there can be none."};
        case WebAuthnFault::NoCredential: return {"In de aanmelding zit geen sleutel.", "There is no key in the registration."};
        case WebAuthnFault::AlgorithmNotAllowed: return {"De passkey tekent op een manier die wij niet toelaten.", "The passkey signs in a way that we do not allow."};
        case WebAuthnFault::PublicKeyInvalid: return {"De sleutel van de passkey is geen goede sleutel.", "The key of the passkey is no good key."};
        case WebAuthnFault::ForeignCredential: return {"Deze passkey is niet van deze persoon.", "This passkey is not of this person."};
        case WebAuthnFault::WrongUserHandle: return {"De passkey noemt een andere persoon, of niemand.", "The passkey names another person, or nobody."};
        case WebAuthnFault::SignatureWrong:
            return {"De handtekening van de passkey klopt niet: er is iets veranderd, of het is een andere passkey.",
                    "The signature of the passkey is not right: something was changed, or it is another passkey."};
        case WebAuthnFault::CounterRegress:
            return {"De teller van de passkey loopt niet op. Misschien bestaat er een kopie: trek deze passkey in en vraag het na.",
                    "The counter of the passkey does not rise. Perhaps there is a copy: withdraw this passkey and ask."};
    }
    HALT_UNLESS(false);
}

}  // namespace kader::factors
