namespace Krewe.Model.Schema;

/// <summary>Gives a record that is not persisted, such as <c>Status</c> or <c>Scale</c>, its <c>apiVersion</c> and <c>kind</c>.</summary>
/// <param name="apiVersion">Group and version: <c>autoscaling/v1</c>.</param>
/// <param name="kind">The kind: <c>Scale</c>.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class TypeMetaAttribute(string apiVersion, string kind) : Attribute
{
    /// <summary>Group and version.</summary>
    public string ApiVersion { get; } = apiVersion;

    /// <summary>The kind.</summary>
    public string Kind { get; } = kind;
}
