namespace Krewe.Model.Schema;

/// <summary>
/// The name of a record in OpenAPI documents, where it does not follow from its namespace (<c>Krewe.Model.Apps</c> is
/// <c>io.k8s.api.apps.v1</c>, <c>Krewe.Model.Meta</c> is <c>io.k8s.apimachinery.pkg.apis.meta.v1</c>).
/// </summary>
/// <param name="name">The whole name: <c>io.k8s.api.autoscaling.v1.Scale</c>.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ApiNameAttribute(string name) : Attribute
{
    /// <summary>The whole name.</summary>
    public string Name { get; } = name;
}
