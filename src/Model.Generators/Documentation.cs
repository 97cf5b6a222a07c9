using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace Krewe.Model.Generators;

/// <summary>Documentation comments as one line of plain text.</summary>
internal static class Documentation
{
    public static string Summary(ISymbol symbol)
    {
        var xml = symbol.GetDocumentationCommentXml();
        if (string.IsNullOrEmpty(xml))
            return "";
        try
        {
            var summary = XElement.Parse(xml).Element("summary");
            return summary is null ? "" : string.Join(" ", Text(summary).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        }
        catch (XmlException)
        {
            // The compiler reports a malformed comment itself.
            return "";
        }
    }

    private static string Text(XElement element) => string.Concat(element.Nodes().Select(node => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "see" or "paramref" } reference => Reference(reference),
        XElement child => Text(child),
        _ => "",
    }));

    private static string Reference(XElement reference)
    {
        if (!reference.IsEmpty)
            return Text(reference);
        var target = (string?)reference.Attribute("cref") ?? (string?)reference.Attribute("langword") ?? (string?)reference.Attribute("name") ?? "";
        var name = target[(target.LastIndexOfAny(['.', ':']) + 1)..];
        // Fields are named as users know them.
        return target.StartsWith("P:", StringComparison.Ordinal) && name.Length > 0 ? char.ToLowerInvariant(name[0]) + name[1..] : name;
    }
}
