using Krewe.Model.Failures;

namespace Krewe.Gateway.Tables;

/// <summary>What the rows of a table carry besides their cells.</summary>
internal enum IncludeObject
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The metadata of the object; the default.</summary>
    Metadata,

    /// <summary>The object.</summary>
    Object,
}

internal static class IncludeObjects
{
    /// <summary>Reads the parameter <c>includeObject</c>.</summary>
    public static Outcome<IncludeObject> Parse(string text) => text switch
    {
        "" or "Metadata" => IncludeObject.Metadata,
        "None" => IncludeObject.None,
        "Object" => IncludeObject.Object,
        _ => ApiFailure.BadRequest($"includeObject: Unsupported value: \"{text}\": supported values: \"Metadata\", \"None\", \"Object\""),
    };
}
