using Krewe.Grains.Collections;
using Krewe.Model.Core;
using Krewe.Model.Failures;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Planning.Admission;
using Orleans;

namespace Krewe.Grains.Admission;

/// <summary>New pods keep to the limit ranges of their namespace, and get from them what they leave out.</summary>
internal sealed class LimitRangeRule : IAdmissionRule
{
    public bool Concerns(KindDefinition kind) => kind is PodKind;

    public async Task<IAdmission> Observe(IGrainFactory grains, AdmissionRequest request, CancellationToken cancellationToken)
    {
        var found = await grains.GetCollection(LimitRangeKind.Instance).List(new ObjectQuery(request.Id.Key.Namespace));
        return found.Documents.Count == 0 ? Unrestricted.Instance : new Ranges([.. found.Documents.Select(document => document.As<LimitRange>())]);
    }

    private sealed class Ranges(IReadOnlyList<LimitRange> ranges) : IAdmission
    {
        public ValueTask<Outcome<ApiObject>> Change(ApiObject value, CancellationToken cancellationToken) => new(PodLimits.Complete((Pod)value, ranges));

        public ValueTask<ApiFailure?> Judge(ApiObject value, CancellationToken cancellationToken) => new(PodLimits.Refuse((Pod)value, ranges));
    }
}
