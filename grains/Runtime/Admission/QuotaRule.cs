using Krewe.Grains.Collections;
using Krewe.Model.Core;
using Krewe.Model.Documents;
using Krewe.Model.Failures;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Planning.Quotas;
using Orleans;

namespace Krewe.Grains.Admission;

/// <summary>
/// New objects keep to the quotas of their namespace. Here it is only checked that they can be counted; whether there is room for them
/// is decided with the commit.
/// </summary>
internal sealed class QuotaRule : IAdmissionRule
{
    // Events are not limited by quotas: they tell of what goes wrong.
    public bool Concerns(KindDefinition kind) => kind.Namespaced && kind is not EventKind;

    public async Task<IAdmission> Observe(IGrainFactory grains, AdmissionRequest request, CancellationToken cancellationToken) =>
        await Read(grains, request.Id) is { Count: > 0 } quotas ? new Held(quotas) : Unrestricted.Instance;

    /// <summary>The quotas of an object's namespace.</summary>
    public static async Task<IReadOnlyList<ApiDocument>> Read(IGrainFactory grains, ObjectId id) =>
        (await grains.GetCollection(ResourceQuotaKind.Instance).List(new ObjectQuery(id.Key.Namespace))).Documents;

    private sealed class Held(IReadOnlyList<ApiDocument> quotas) : IAdmission
    {
        public IReadOnlyList<ApiDocument> Quotas => quotas;

        public ValueTask<ApiFailure?> Judge(ApiObject value, CancellationToken cancellationToken) => new(value is not Pod pod ? null
            : quotas.Select(quota => QuotaRequirements.Refuse(quota.As<ResourceQuota>(), pod)).FirstOrDefault(refused => refused is not null));
    }
}
