using Microsoft.CodeAnalysis;

namespace Krewe.EmbeddedSilo.Generators;

/// <summary>What one type contributes. Compared by value, so that unchanged types are not written again.</summary>
/// <param name="HintName">The name of the file.</param>
/// <param name="Source">The file; empty for none.</param>
/// <param name="ManifestLine">The expression that describes the type in the manifest; empty for none.</param>
/// <param name="Problem">What cannot be supported, one to a line.</param>
public sealed record GeneratedPart(string HintName, string Source, string ManifestLine, string Problem = "")
{
    public IEnumerable<string> Problems => Problem.Split('\n').Where(line => line.Length > 0);
}

internal static class Problems
{
    public static readonly DiagnosticDescriptor Unsupported = new(
        "KREWE001", "The grain engine does not support this", "{0}", "Grains", DiagnosticSeverity.Error, isEnabledByDefault: true);
}
