internal import XML

/// Cuts a page of HTML into blocks: one for each element that begins a line, with the links within.
///
/// Menus, forms, and what a page hides from sight are no content.
struct HTMLBlocks {
    private let profile: SourceProfile
    private var blocks: [Block] = []
    private var current: Block?
    private var address = ""

    /// What a page holds.
    struct Page {
        var blocks: [Block]
        /// The address that the page says is its own; empty where it says none.
        var address: String
    }

    static func page(_ bytes: [UInt8], profile: SourceProfile) throws(XMLError) -> Page {
        let root = try XMLTree(html: bytes).root
        var reader = HTMLBlocks(profile: profile)
        reader.walk(root)
        return Page(blocks: reader.blocks, address: reader.address)
    }

    private init(profile: SourceProfile) { self.profile = profile }

    private static let lines: Set<String> = [
        "address", "article", "aside", "blockquote", "body", "br", "caption", "dd", "details", "div", "dl", "dt",
        "fieldset", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main",
        "ol",
        "p", "pre", "section", "summary", "table", "tbody", "td", "th", "thead", "time", "tr", "ul",
    ]
    private static let headings: Set<String> = ["h1", "h2", "h3", "h4", "h5", "h6"]
    private static let left: Set<String> = [
        "nav", "footer", "form", "select", "option", "button", "noscript", "svg", "iframe", "template", "head", "input",
        "label",
    ]
    private static let hidden: Set<String> = [
        "visually-hidden", "sr-only", "element-invisible", "hidden", "skip-link", "breadcrumb", "pager", "pagination",
        "menu", "js-hide",
    ]

    /// An element that is being read: what comes next within it, and what ends with it.
    private struct Open {
        var content: [XMLElement.Content]
        var next = 0
        var isLine = false
        /// A link, with the place in the current block and the block where it begins.
        var link: (address: String, start: Int, block: Int)?
        var held: SourceProfile.Document.Held?
    }

    private mutating func walk(_ root: XMLElement) {
        lookAtHead(root)
        var open = [Open(content: root.content, isLine: true)]
        while let index = open.indices.last {
            guard open[index].next < open[index].content.count else {
                close(open.removeLast())
                continue
            }
            let content = open[index].content[open[index].next]
            open[index].next += 1
            switch content {
            case .text(let text): add(text, within: open)
            case .element(let element): if let opened = opened(element, within: open) { open.append(opened) }
            }
        }
        flush()
    }

    /// The page's own address stands in its head.
    private mutating func lookAtHead(_ root: XMLElement) {
        guard let head = root.child("head") else { return }
        for element in head.descendants {
            if element.name.local == "link", element["rel"] == "canonical", let found = element["href"] {
                address = found
            }
            if element.name.local == "meta", element["property"] == "og:url", address.isEmpty,
                let found = element["content"]
            {
                address = found
            }
        }
    }

    private mutating func opened(_ element: XMLElement, within open: [Open]) -> Open? {
        let name = element.name.local
        let classes = (element["class"] ?? "").split(whereSeparator: \.isWhitespace).map { $0.lowercased() }
        if HTMLBlocks.left.contains(name) || isHidden(element, classes) {
            if HTMLBlocks.lines.contains(name) { flush() }
            return nil
        }
        var held = HTMLBlocks.held(classes, name, profile)
        if held == .skip { return nil }
        if held == nil || held == .item { held = open.last?.held ?? held }
        var opened = Open(content: element.content)
        opened.held = held
        let isItem = HTMLBlocks.held(classes, name, profile) != nil
        opened.isLine = HTMLBlocks.lines.contains(name) || isItem
        if opened.isLine {
            flush()
            current = Block(
                text: "", line: element.line, column: element.column, isBulleted: name == "li",
                isHeading: HTMLBlocks.headings.contains(name), held: held)
        }
        if name == "a", let href = element["href"] {
            opened.link = (href, current?.text.utf8.count ?? 0, blocks.count)
            if current == nil { current = Block(text: "", line: element.line, column: element.column, held: held) }
        }
        return opened
    }

    private func isHidden(_ element: XMLElement, _ classes: [String]) -> Bool {
        if classes.contains(where: HTMLBlocks.hidden.contains) || element["hidden"] != nil { return true }
        if element["role"] == "navigation" || element["role"] == "banner" || element["role"] == "search" { return true }
        return element["aria-hidden"] == "true"
    }

    private static func held(
        _ classes: [String], _ name: String, _ profile: SourceProfile
    ) -> SourceProfile.Document.Held? {
        for (word, holds) in profile.document.classes
        where word.lowercased() == name || classes.contains(word.lowercased()) {
            return holds
        }
        return nil
    }

    private mutating func add(_ text: String, within open: [Open]) {
        let hasText = text.unicodeScalars.contains { !$0.isSpace }
        if current == nil {
            guard hasText else { return }
            current = Block(text: "", line: blocks.last?.line ?? 1, column: 1, held: open.last?.held)
        }
        current?.text += text
    }

    private mutating func close(_ closed: Open) {
        if let link = closed.link { take(link) }
        if closed.isLine { flush() }
    }

    /// Gives a link to the text that it holds: where it holds several lines, to the heading among them, else to all.
    private mutating func take(_ link: (address: String, start: Int, block: Int)) {
        if blocks.count > link.block { flush() }
        let held = min(link.block, blocks.count)..<blocks.count
        if held.isEmpty, let block = current {
            let text = block.text.utf8.count >= link.start ? block.text.part(link.start..<block.text.utf8.count) : ""
            current?.links.append(Block.Link(address: link.address, text: text.tidied))
        } else if let heading = held.first(where: { blocks[$0].isHeading }) ?? (held.count == 1 ? held.first : nil) {
            blocks[heading].links.append(Block.Link(address: link.address, text: blocks[heading].text))
        } else {
            for index in held { blocks[index].links.append(Block.Link(address: link.address, text: "")) }
        }
    }

    private mutating func flush() {
        guard var block = current else { return }
        current = nil
        block.text = block.text.tidied
        guard !block.text.isEmpty else { return }
        blocks.append(block)
    }
}
