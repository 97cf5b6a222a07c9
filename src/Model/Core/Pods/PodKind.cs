using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Tables;
using Krewe.Model.Validation;

namespace Krewe.Model.Core;

/// <summary>Names and rules of <see cref="Pod"/>.</summary>
public sealed class PodKind : KindDefinition<Pod>
{
    private PodKind()
    {
    }

    /// <summary>The definition.</summary>
    public static PodKind Instance { get; } = new();

    /// <inheritdoc/>
    public override GroupVersionKind Gvk => new("", "v1", "Pod");

    /// <inheritdoc/>
    public override string Plural => "pods";

    /// <inheritdoc/>
    public override bool ShowsDeleted => true;

    /// <inheritdoc/>
    public override IReadOnlyList<string> ShortNames => ["po"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Categories => ["all"];

    /// <inheritdoc/>
    public override bool HasStatus => true;

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Text<Pod>("Ready", "Containers that are ready, of all that the pod shall have.", pod => PodSummary.Of(pod).Ready),
        Column.Text<Pod>("Status", "What the pod does, or why it does not run.", pod => PodSummary.Of(pod).Status),
        Column.Text<Pod>("Restarts", "How often containers were restarted, and when last.", (pod, now) => PodSummary.Of(pod).RestartsAt(now)),
        Column.Age,
        Column.Text<Pod>("IP", "Address of the pod.", pod => Column.OrNone(pod.Status.PodIPs is [var first, ..] ? first.Ip : pod.Status.PodIP)).Wide(),
        Column.Text<Pod>("Node", "Node that the pod is bound to.", pod => Column.OrNone(pod.Spec.NodeName)).Wide(),
        Column.Text<Pod>("Nominated Node", "Node where others make room for the pod.", pod => Column.OrNone(pod.Status.NominatedNodeName)).Wide(),
        Column.Text<Pod>("Readiness Gates", "Readiness gates that are open, of all.", PodSummary.ReadinessGates).Wide(),
    ];

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Func<ApiObject, string>> SelectableFields { get; } = Selectable(
        ("spec.nodeName", pod => pod.Spec.NodeName),
        ("spec.restartPolicy", pod => pod.Spec.RestartPolicy?.Value),
        ("spec.schedulerName", pod => pod.Spec.SchedulerName),
        ("spec.serviceAccountName", pod => pod.Spec.ServiceAccountName),
        ("spec.hostNetwork", pod => pod.Spec.HostNetwork == true ? "true" : "false"),
        ("status.phase", pod => pod.Status.Phase?.Value),
        ("status.podIP", pod => pod.Status.PodIPs is [var first, ..] ? first.Ip : pod.Status.PodIP),
        ("status.nominatedNodeName", pod => pod.Status.NominatedNodeName));

    /// <inheritdoc/>
    protected override bool CountsGenerations => true;

    /// <inheritdoc/>
    protected override Pod ApplyDefaults(Pod value) => PodDefaults.Apply(value);

    /// <inheritdoc/>
    protected override Pod PrepareForCreate(Pod value)
    {
        var pod = base.PrepareForCreate(value);
        return pod with { Spec = PodAdmission.Admit(pod.Spec), Status = new PodStatus { Phase = PodPhase.Pending, QosClass = PodQos.Of(pod.Spec) } };
    }

    /// <inheritdoc/>
    protected override Pod WithStatusOf(Pod value, Pod? source) => value with { Status = source?.Status ?? new PodStatus() };

    /// <inheritdoc/>
    protected override void Validate(Pod value, FieldErrors errors)
    {
        StopWhenCutOff.Validate(value.Metadata.Annotations, FieldPath.Metadata.Child("annotations"), errors);
        PodSpecRules.Validate(value.Spec, FieldPath.Spec, errors);
        if (value.Spec.EphemeralContainers.Count > 0)
            errors.Forbidden(FieldPath.Spec.Child("ephemeralContainers"), "cannot be set on create");
        if (value.Spec.SchedulingGates.Count > 0 && !string.IsNullOrEmpty(value.Spec.NodeName))
            errors.Forbidden(FieldPath.Spec.Child("nodeName"), "cannot be set until all schedulingGates have been cleared");
    }

    /// <inheritdoc/>
    protected override void ValidateUpdate(Pod value, Pod old, FieldErrors errors)
    {
        StopWhenCutOff.Validate(value.Metadata.Annotations, FieldPath.Metadata.Child("annotations"), errors);
        PodSpecRules.Validate(value.Spec, FieldPath.Spec, errors);
        PodUpdateRules.Validate(value.Spec, old.Spec, errors);
    }

    /// <summary>The pod as an update of its <c>ephemeralcontainers</c> subresource makes it: nothing else is taken of what the client sent.</summary>
    public Pod TakeEphemeralContainers(Pod wanted, Pod old) => PrepareForUpdate(EphemeralContainerRules.Take(wanted, old), old);

    /// <summary>Appends every error of such an update.</summary>
    public void ValidateEphemeralContainers(Pod value, Pod old, FieldErrors errors) => EphemeralContainerRules.Validate(value.Spec, old.Spec, errors);
}
