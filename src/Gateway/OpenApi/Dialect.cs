namespace Krewe.Gateway.OpenApi;

/// <summary>The two versions of OpenAPI that clients ask for, where they differ in schemas.</summary>
internal enum Dialect
{
    /// <summary>2.0: one document, and what 1.26 and older clients know.</summary>
    V2,

    /// <summary>3.0: one document for each group version.</summary>
    V3,
}

internal static class Dialects
{
    /// <summary>A reference to a schema by its name.</summary>
    public static string Reference(this Dialect dialect, string name) =>
        dialect == Dialect.V2 ? $"#/definitions/{name}" : $"#/components/schemas/{name}";
}
