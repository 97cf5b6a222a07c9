using Krewe.Grains.Collections;
using Krewe.Model.Core;
using Krewe.Model.Failures;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Scheduling;
using Krewe.Planning.Admission;
using Orleans;

namespace Krewe.Grains.Admission;

/// <summary>New pods get the priority of their class.</summary>
internal sealed class PodPriorityRule : IAdmissionRule
{
    public bool Concerns(KindDefinition kind) => kind is PodKind;

    public async Task<IAdmission> Observe(IGrainFactory grains, AdmissionRequest request, CancellationToken cancellationToken) =>
        new Resolution(await PriorityClasses.Read(grains));

    private sealed class Resolution(IReadOnlyList<PriorityClass> classes) : IAdmission
    {
        public ValueTask<Outcome<ApiObject>> Change(ApiObject value, CancellationToken cancellationToken) =>
            new(PodPriority.Resolve((Pod)value, classes).TryGet(out var resolved, out var refused) ? resolved : refused);
    }
}

/// <summary>One priority class at most is the default.</summary>
internal sealed class DefaultPriorityRule : IAdmissionRule
{
    public bool Concerns(KindDefinition kind) => kind is PriorityClassKind;

    public async Task<IAdmission> Observe(IGrainFactory grains, AdmissionRequest request, CancellationToken cancellationToken) =>
        new Judgement(await PriorityClasses.Read(grains));

    private sealed class Judgement(IReadOnlyList<PriorityClass> classes) : IAdmission
    {
        public ValueTask<ApiFailure?> Judge(ApiObject value, CancellationToken cancellationToken) =>
            new(PodPriority.RefuseDefault((PriorityClass)value, classes));
    }
}

/// <summary>The priority classes of the cluster.</summary>
file static class PriorityClasses
{
    public static async Task<IReadOnlyList<PriorityClass>> Read(IGrainFactory grains) =>
        [.. (await grains.GetCollection(PriorityClassKind.Instance).List(new ObjectQuery())).Documents.Select(document => document.As<PriorityClass>())];
}
