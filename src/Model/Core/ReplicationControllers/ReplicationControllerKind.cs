using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Selectors;
using Krewe.Model.Tables;
using Krewe.Model.Validation;

namespace Krewe.Model.Core;

/// <summary>Names and rules of <see cref="ReplicationController"/>.</summary>
public sealed class ReplicationControllerKind : KindDefinition<ReplicationController>
{
    private ReplicationControllerKind()
    {
    }

    /// <summary>The definition.</summary>
    public static ReplicationControllerKind Instance { get; } = new();

    /// <inheritdoc/>
    public override GroupVersionKind Gvk => new("", "v1", "ReplicationController");

    /// <inheritdoc/>
    public override string Plural => "replicationcontrollers";

    /// <inheritdoc/>
    public override IReadOnlyList<string> ShortNames => ["rc"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Categories => ["all"];

    /// <inheritdoc/>
    public override bool HasStatus => true;

    /// <inheritdoc/>
    public override ScaleMapping Scale { get; } = new(
        value => ((ReplicationController)value).Spec.Replicas ?? 1,
        value => ((ReplicationController)value).Status.Replicas,
        value => LabelQuery.FromLabels(((ReplicationController)value).Spec.Selector).ToString(),
        (value, replicas) => WithReplicas((ReplicationController)value, replicas));

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Number<ReplicationController>("Desired", "Pods that there shall be.", rc => rc.Spec.Replicas),
        Column.Number<ReplicationController>("Current", "Pods that there are.", rc => rc.Status.Replicas),
        Column.Number<ReplicationController>("Ready", "Pods that are ready.", rc => rc.Status.ReadyReplicas),
        Column.Age,
        Column.Text<ReplicationController>("Containers", "Names of the template's containers.", rc => ContainerCells.Names(rc.Spec.Template)).Wide(),
        Column.Text<ReplicationController>("Images", "Images of the template's containers.", rc => ContainerCells.Images(rc.Spec.Template)).Wide(),
        Column.Text<ReplicationController>("Selector", "Labels of the pods.", rc => Column.Labels(rc.Spec.Selector)).Wide(),
    ];

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Func<ApiObject, string>> SelectableFields { get; } = Selectable(
        ("status.replicas", rc => FormattableString.Invariant($"{rc.Status.Replicas}")));

    /// <inheritdoc/>
    protected override bool CountsGenerations => true;

    /// <summary>One replica; selector and labels of the template where the controller has none.</summary>
    protected override ReplicationController ApplyDefaults(ReplicationController value)
    {
        var spec = value.Spec;
        var template = spec.Template is null ? null : PodDefaults.Apply(spec.Template);
        var labels = template?.Metadata.Labels ?? Schema.StringMap.Empty;
        return value with
        {
            Metadata = value.Metadata.Labels.Count == 0 && labels.Count > 0 ? value.Metadata with { Labels = labels } : value.Metadata,
            Spec = spec with
            {
                Replicas = spec.Replicas ?? 1,
                Selector = spec.Selector.Count == 0 ? labels : spec.Selector,
                Template = template,
            },
        };
    }

    /// <inheritdoc/>
    protected override ReplicationController WithStatusOf(ReplicationController value, ReplicationController? source) =>
        value with { Status = source?.Status ?? new ReplicationControllerStatus() };

    /// <inheritdoc/>
    protected override void Validate(ReplicationController value, FieldErrors errors)
    {
        var path = FieldPath.Spec;
        errors.NotNegative(path.Child("replicas"), value.Spec.Replicas);
        errors.NotNegative(path.Child("minReadySeconds"), value.Spec.MinReadySeconds);
        if (value.Spec.Template is not { } template)
        {
            errors.Required(path.Child("template"));
            return;
        }
        PodTemplateRules.ValidateSelector(value.Spec.Selector, template, path, errors);
        PodTemplateRules.Validate(template, "ReplicationController", path.Child("template"), errors);
    }

    private static ReplicationController WithReplicas(ReplicationController value, int replicas) =>
        value with { Spec = value.Spec with { Replicas = replicas } };
}
