using System.Text;
using Microsoft.CodeAnalysis;

namespace Krewe.EmbeddedSilo.Generators;

/// <summary>Names of types in generated code, and questions about them.</summary>
internal static class Names
{
    private static readonly SymbolDisplayFormat Plain = SymbolDisplayFormat.FullyQualifiedFormat;

    private static readonly SymbolDisplayFormat Annotated = SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>For typeof and casts.</summary>
    public static string Of(ITypeSymbol type) => type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(Plain);

    /// <summary>For declarations.</summary>
    public static string Declared(ITypeSymbol type) => type.ToDisplayString(Annotated);

    public static string Identifier(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (var character in name)
            text.Append(char.IsLetterOrDigit(character) ? character : '_');
        return text.ToString();
    }

    public static string Literal(string? text) => text is null ? "null" : Microsoft.CodeAnalysis.CSharp.SymbolDisplay.FormatLiteral(text, quote: true);

    public static string FullName(ISymbol type) => type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat);

    public static AttributeData? Attribute(ISymbol symbol, string fullName) =>
        symbol.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass is { } type && FullName(type) == fullName);

    public static bool Has(ISymbol symbol, string fullName) => Attribute(symbol, fullName) is not null;

    public static bool Implements(INamedTypeSymbol type, string fullName) => type.AllInterfaces.Any(parent => FullName(parent) == fullName);

    public static bool DerivesFrom(INamedTypeSymbol type, string fullName)
    {
        for (var parent = type.BaseType; parent is not null; parent = parent.BaseType)
        {
            if (FullName(parent) == fullName)
                return true;
        }

        return false;
    }

    /// <summary>Whether generated code in the same assembly can name the type.</summary>
    public static bool IsAccessible(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? outer = type; outer is not null; outer = outer.ContainingType)
        {
            if (outer.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal
                || outer.IsFileLocal)
                return false;
        }

        return true;
    }

    /// <summary>Whether this is a grain or observer interface proper, not one of the engine's markers.</summary>
    public static bool IsCallable(INamedTypeSymbol type) =>
        Implements(type, "Orleans.Runtime.IAddressable")
        && FullName(type) is not ("Orleans.IGrain" or "Orleans.IGrainWithStringKey" or "Orleans.IGrainObserver");
}
