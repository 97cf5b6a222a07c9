using Krewe.Model.Names;
using Krewe.Model.Validation;

namespace Krewe.Model.Core;

/// <summary>Rules of node selectors.</summary>
internal static class NodeSelectorRules
{
    private const string NameField = "metadata.name";
    private const string UnknownOperator = "not a valid selector operator";

    public static void Validate(NodeSelector selector, FieldPath path, FieldErrors errors)
    {
        var terms = path.Child("nodeSelectorTerms");
        if (selector.NodeSelectorTerms.Count == 0)
            errors.Required(terms, "must have at least one node selector term");
        for (var i = 0; i < selector.NodeSelectorTerms.Count; i++)
        {
            Validate(selector.NodeSelectorTerms[i], terms.Index(i), errors);
            ValidateValues(selector.NodeSelectorTerms[i], terms.Index(i).Child("matchExpressions"), errors);
        }
    }

    public static void Validate(NodeSelectorTerm term, FieldPath path, FieldErrors errors)
    {
        for (var i = 0; i < term.MatchExpressions.Count; i++)
            ValidateLabel(term.MatchExpressions[i], path.Child("matchExpressions").Index(i), errors);
        for (var i = 0; i < term.MatchFields.Count; i++)
            ValidateField(term.MatchFields[i], path.Child("matchFields").Index(i), errors);
    }

    /// <summary>Values that no label can have would never match; that is an error where the term is required.</summary>
    private static void ValidateValues(NodeSelectorTerm term, FieldPath path, FieldErrors errors)
    {
        for (var i = 0; i < term.MatchExpressions.Count; i++)
        {
            var values = term.MatchExpressions[i].Values;
            for (var j = 0; j < values.Count; j++)
                errors.Invalid(path.Index(i).Child("values").Index(j), values[j], NameRules.LabelValue(values[j]));
        }
    }

    private static void ValidateLabel(NodeSelectorRequirement requirement, FieldPath path, FieldErrors errors)
    {
        var values = path.Child("values");
        switch (requirement.Operator?.Value)
        {
            case "In" or "NotIn":
                if (requirement.Values.Count == 0)
                    errors.Required(values, "must be specified when `operator` is 'In' or 'NotIn'");
                break;
            case "Exists" or "DoesNotExist":
                if (requirement.Values.Count > 0)
                    errors.Forbidden(values, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
                break;
            case "Gt" or "Lt":
                if (requirement.Values.Count != 1)
                    errors.Required(values, "must be specified single value when `operator` is 'Lt' or 'Gt'");
                break;
            default:
                errors.Invalid(path.Child("operator"), requirement.Operator?.Value ?? "", UnknownOperator);
                break;
        }
        errors.Invalid(path.Child("key"), requirement.Key ?? "", NameRules.QualifiedName(requirement.Key ?? ""));
    }

    private static void ValidateField(NodeSelectorRequirement requirement, FieldPath path, FieldErrors errors)
    {
        if (requirement.Operator is not { Value: "In" or "NotIn" })
            errors.Invalid(path.Child("operator"), requirement.Operator?.Value ?? "", UnknownOperator);
        else if (requirement.Values.Count != 1)
            errors.Required(path.Child("values"), "must be only one value when `operator` is 'In' or 'NotIn' for node field selector");
        if (requirement.Key != NameField)
            errors.Invalid(path.Child("key"), requirement.Key ?? "", "not a valid field selector key");
        else
        {
            for (var i = 0; i < requirement.Values.Count; i++)
                errors.Invalid(path.Child("values").Index(i), requirement.Values[i], NameRules.DnsSubdomain(requirement.Values[i]));
        }
    }
}
