using Krewe.Model.Quantities;
using Krewe.Model.Names;
using Krewe.Model.Validation;

namespace Krewe.Model.Core;

/// <summary>Rules of limit ranges.</summary>
internal static class LimitRangeRules
{
    private const string Storage = "storage";

    public static void Validate(LimitRangeSpec spec, FieldErrors errors)
    {
        var seen = new HashSet<LimitType>();
        for (var i = 0; i < spec.Limits.Count; i++)
        {
            var item = spec.Limits[i];
            var path = FieldPath.Spec.Child("limits").Index(i);
            ValidateType(item.Type?.Value ?? "", path.Child("type"), errors);
            if (!seen.Add(item.Type ?? default))
                errors.Duplicate(path.Child("type"), item.Type?.Value ?? "");
            ValidateNames(item, path, errors);
            ValidateAmounts(item, path, errors);
        }
    }

    private static void ValidateType(string type, FieldPath path, FieldErrors errors)
    {
        errors.Invalid(path, type, NameRules.QualifiedName(type));
        if (!type.Contains('/', StringComparison.Ordinal) && !LimitType.Known.Contains(new LimitType(type)))
            errors.Invalid(path, type, "must be a standard limit type or fully qualified");
    }

    private static void ValidateNames(LimitRangeItem item, FieldPath path, FieldErrors errors)
    {
        Names("max", item.Max);
        Names("min", item.Min);
        if (item.Type == LimitType.Pod)
        {
            if (item.Default.Count > 0)
                errors.Forbidden(path.Child("default"), "may not be specified when `type` is 'Pod'");
            if (item.DefaultRequest.Count > 0)
                errors.Forbidden(path.Child("defaultRequest"), "may not be specified when `type` is 'Pod'");
        }
        else
        {
            Names("default", item.Default);
            Names("defaultRequest", item.DefaultRequest);
        }
        if (item.Type == LimitType.PersistentVolumeClaim && !item.Min.ContainsKey(Storage) && !item.Max.ContainsKey(Storage))
            errors.Required(path.Child("limits"), "either minimum or maximum storage value is required, but neither was provided");
        Names("maxLimitRequestRatio", item.MaxLimitRequestRatio);

        void Names(string field, IReadOnlyDictionary<string, Quantity> amounts)
        {
            foreach (var name in amounts.Keys)
            {
                if (item.Type == LimitType.Pod || item.Type == LimitType.Container)
                    ResourceRules.ValidateContainerName(name, path.Child(field).Key(name), errors);
                else
                    ResourceRules.ValidateName(name, name == Storage || ResourceRules.IsStandard(name), path.Child(field).Key(name), errors);
            }
        }
    }

    private static void ValidateAmounts(LimitRangeItem item, FieldPath path, FieldErrors errors)
    {
        var names = item.Max.Keys.Concat(item.Min.Keys).Concat(item.Default.Keys).Concat(item.DefaultRequest.Keys).Concat(item.MaxLimitRequestRatio.Keys);
        foreach (var name in names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var (least, most) = (Find(item.Min), Find(item.Max));
            var (limit, request) = (Find(item.Default), Find(item.DefaultRequest));
            if (least > most)
                errors.Invalid(path.Child("min").Key(name), least, $"min value {least} is greater than max value {most}");
            if (least > request)
                errors.Invalid(path.Child("defaultRequest").Key(name), request, $"min value {least} is greater than default request value {request}");
            if (request > most)
                errors.Invalid(path.Child("defaultRequest").Key(name), request, $"default request value {request} is greater than max value {most}");
            if (request > limit)
                errors.Invalid(path.Child("defaultRequest").Key(name), request, $"default request value {request} is greater than default limit value {limit}");
            if (least > limit)
                errors.Invalid(path.Child("default").Key(name), least, $"min value {least} is greater than default value {limit}");
            if (limit > most)
                errors.Invalid(path.Child("default").Key(name), most, $"default value {limit} is greater than max value {most}");
            if (Find(item.MaxLimitRequestRatio) is { } ratio)
                ValidateRatio(ratio, least, most, path.Child("maxLimitRequestRatio").Key(name), errors);
            if (!ResourceRules.MayOvercommit(name) && limit is not null && request is not null && limit != request)
                errors.Invalid(path.Child("defaultRequest").Key(name), request, $"default value {limit} must equal to defaultRequest value {request} in {name}");

            Quantity? Find(IReadOnlyDictionary<string, Quantity> amounts) => amounts.TryGetValue(name, out var amount) ? amount : null;
        }
    }

    private static void ValidateRatio(Quantity ratio, Quantity? least, Quantity? most, FieldPath path, FieldErrors errors)
    {
        if (ratio < Quantity.Of(1))
            errors.Invalid(path, ratio, $"ratio {ratio} is less than 1");
        if (least is not { IsZero: false } low || most is not { } high)
            return;
        var limit = (double)high.Nanos / (double)low.Nanos;
        if ((double)ratio.Nanos / (double)Quantity.Of(1).Nanos > limit)
            errors.Invalid(path, ratio, FormattableString.Invariant($"ratio {ratio} is greater than max/min = {limit:F6}"));
    }
}
