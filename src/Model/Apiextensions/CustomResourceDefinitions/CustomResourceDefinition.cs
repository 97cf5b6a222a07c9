using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Schema;

namespace Krewe.Model.Apiextensions;

/// <summary>Defines a kind of one's own, which the API serves like any other. Its name is the plural and the group: crontabs.example.com.</summary>
[ApiName("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinition")]
public sealed partial record CustomResourceDefinition : ApiObject
{
    /// <inheritdoc/>
    public override KindDefinition Definition => CustomResourceDefinitionKind.Instance;

    /// <summary>How the kind is called, and what its objects look like.</summary>
    [Field(2, Required = true)]
    public CustomResourceDefinitionSpec Spec { get; init; } = new();

    /// <summary>Whether the kind is served.</summary>
    [Field(3)]
    public CustomResourceDefinitionStatus Status { get; init; } = new();
}
