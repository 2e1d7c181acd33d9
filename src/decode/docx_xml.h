#pragma once

// The XML of a Word file, as a stream: no document type, so no entities of its own and nothing from elsewhere.

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "decode/paragraphs.h"

namespace kader::decode {

enum class Parsed { GoesOn, Full, Damaged, TooDeep };

// Gets pieces of a part one after another; anything but GoesOn is final.
class XmlPart {
public:
    virtual ~XmlPart() = default;
    virtual Parsed take(std::string_view piece) = 0;
    virtual Parsed end() = 0;
};

// The words of a part (document, footnotes, header) into `text`, which must outlive it. What a signer reads: with
// what was inserted, without what was deleted or moved away. Text that Word hides is read too. `has_other` is set
// when another file is shown inside. Full: `bytes_max` is reached.
std::unique_ptr<XmlPart> text_part(Paragraphs& text, std::size_t bytes_max, bool& has_other);

// One line of a .rels part.
struct Relation {
    std::string type;    // The last word of it: "officeDocument", "footnotes".
    std::string target;  // As written.
};
// Those to parts of the same file; never to elsewhere.
std::unique_ptr<XmlPart> relations_part(std::vector<Relation>& into);

}  // namespace kader::decode
