namespace Krewe.Model.Schema;

/// <summary>
/// A string of the API with known values, such as a pod's phase. Values that are not known survive, so that validation can name
/// them. Declared as <c>readonly record struct X(string Value) : IOpenEnum&lt;X&gt;</c> with one static property for each known value.
/// </summary>
public interface IOpenEnum<TSelf> where TSelf : struct, IOpenEnum<TSelf>
{
    /// <summary>The text as it stands in JSON.</summary>
    string Value { get; }

    /// <summary>Wraps a text, known or not.</summary>
    static abstract TSelf From(string value);

    /// <summary>The known values, in the order in which messages list them.</summary>
    static abstract IReadOnlyList<TSelf> Known { get; }
}
