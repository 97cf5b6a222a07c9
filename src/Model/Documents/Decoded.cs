namespace Krewe.Model.Documents;

/// <summary>What a body holds.</summary>
/// <param name="Value">The record.</param>
/// <param name="Warnings">What to tell the client, such as <c>unknown field "spec.foo"</c>.</param>
public readonly record struct Decoded<T>(T Value, IReadOnlyList<string> Warnings);
