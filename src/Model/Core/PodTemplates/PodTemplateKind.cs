using Krewe.Model.Kinds;
using Krewe.Model.Tables;
using Krewe.Model.Validation;

namespace Krewe.Model.Core;

/// <summary>Names and rules of <see cref="PodTemplate"/>.</summary>
public sealed class PodTemplateKind : KindDefinition<PodTemplate>
{
    private PodTemplateKind()
    {
    }

    /// <summary>The definition.</summary>
    public static PodTemplateKind Instance { get; } = new();

    /// <inheritdoc/>
    public override GroupVersionKind Gvk => new("", "v1", "PodTemplate");

    /// <inheritdoc/>
    public override string Plural => "podtemplates";

    /// <inheritdoc/>
    public override bool ShowsDeleted => true;

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Text<PodTemplate>("Containers", "Names of the containers.", value => ContainerCells.Names(value.Template)),
        Column.Text<PodTemplate>("Images", "Images of the containers.", value => ContainerCells.Images(value.Template)),
        Column.Text<PodTemplate>("Pod Labels", "Labels of the pods.", value => Column.Labels(value.Template.Metadata.Labels)),
    ];

    /// <inheritdoc/>
    protected override bool CountsGenerations => true;

    /// <inheritdoc/>
    protected override PodTemplate ApplyDefaults(PodTemplate value) => value with { Template = PodDefaults.Apply(value.Template) };

    /// <inheritdoc/>
    protected override void Validate(PodTemplate value, FieldErrors errors) => PodTemplateRules.Validate(value.Template, FieldPath.Of("template"), errors);
}
