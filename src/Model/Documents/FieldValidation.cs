namespace Krewe.Model.Documents;

/// <summary>What becomes of unknown and duplicate fields; the query parameter <c>fieldValidation</c>.</summary>
public enum FieldValidation
{
    /// <summary>Nothing is said.</summary>
    Ignore,

    /// <summary>The answer bears warnings.</summary>
    Warn,

    /// <summary>The request is refused.</summary>
    Strict,
}
