namespace Krewe.Model.Cel;

/// <summary>
/// Finds what an expression will be, and what in it can never be: variables, fields and functions that are not there, and operands of the wrong type.
/// What is <see cref="CelType.Dyn"/> is seen only when it is evaluated.
/// </summary>
internal static class CelChecker
{
    private static readonly string[] Types = ["bool", "int", "uint", "double", "string", "bytes", "list", "map", "null_type", "type"];

    /// <summary>The value of a name that stands for a type, or null.</summary>
    public static CelTypeName? TypeNamed(string name) => Types.Contains(name) ? new CelTypeName(name) : null;

    /// <exception cref="CelException">It can never be evaluated.</exception>
    public static CelType Check(CelNode node, CelScope<CelType>? scope)
    {
        switch (node)
        {
            case CelLiteral { Value: var value }:
                return OfLiteral(value);
            case CelName name:
                return CelScope<CelType>.Find(scope, name.Name)?.Value ?? (TypeNamed(name.Name) is not null ? CelType.Type : throw Undeclared(name.Name, node.At));
            case CelHas has:
                Select(has.Field, scope);
                return CelType.Bool;
            case CelSelect select:
                return Select(select, scope);
            case CelIndex index:
                return Index(index, scope);
            case CelCall call:
                return Call(call, scope);
            case CelLogic logic:
                foreach (var operand in logic.Operands)
                    Want(CelType.Bool, Check(operand, scope), logic.IsAnd ? "_&&_" : "_||_", node.At);
                return CelType.Bool;
            case CelConditional conditional:
                Want(CelType.Bool, Check(conditional.Condition, scope), "_?_:_", node.At);
                var (then, otherwise) = (Check(conditional.Then, scope), Check(conditional.Otherwise, scope));
                return then.Matches(otherwise) ? then.Or(otherwise) : throw NoOverload("_?_:_", isMethod: false, [CelType.Bool, then, otherwise], node.At);
            case CelListLiteral list:
                return CelType.ListOf(Together(list.Items, scope));
            case CelMapLiteral map:
                // Keys are of simple types, or the map cannot be made.
                var key = Together(map.Keys, scope);
                return CelType.MapOf(key.Kind is CelKind.Bool or CelKind.Int or CelKind.UInt or CelKind.Text ? key : CelType.Dyn, Together(map.Values, scope));
            case CelMacro macro:
                return Macro(macro, scope);
            default:
                return Bind((CelBind)node, scope);
        }
    }

    private static CelType OfLiteral(object? value) => value switch
    {
        null => CelType.Null,
        bool => CelType.Bool,
        long => CelType.Int,
        ulong => CelType.UInt,
        double => CelType.Double,
        string => CelType.Text,
        _ => CelType.Bytes,
    };

    private static CelType Select(CelSelect select, CelScope<CelType>? scope)
    {
        var target = Check(select.Target, scope);
        var isOptional = select.IsOptional || target.Kind == CelKind.Optional;
        var inner = target.Kind == CelKind.Optional ? target.Element! : target;
        var field = inner.Kind switch
        {
            CelKind.Dyn => CelType.Dyn,
            CelKind.Map => inner.Element!,
            CelKind.Structure => inner.Field(select.Field) ?? throw new CelException($"undefined field '{select.Field}'", select.At),
            _ => throw new CelException($"type '{inner.Name}' does not support field selection", select.At),
        };
        return isOptional ? CelType.OptionalOf(field) : field;
    }

    private static CelType Index(CelIndex index, CelScope<CelType>? scope)
    {
        var (target, at) = (Check(index.Target, scope), Check(index.Index, scope));
        var inner = target.Kind == CelKind.Optional ? target.Element! : target;
        var fits = inner.Kind switch
        {
            CelKind.Dyn => true,
            CelKind.List => CelType.Int.Matches(at),
            CelKind.Map => inner.Key!.Matches(at),
            _ => false,
        };
        if (!fits)
            throw NoOverload("_[_]", isMethod: false, [target, at], index.At);
        var item = inner.Element ?? CelType.Dyn;
        return index.IsOptional || target.Kind == CelKind.Optional ? CelType.OptionalOf(item) : item;
    }

    private static CelType Call(CelCall call, CelScope<CelType>? scope)
    {
        CelType[] given = [.. call.Arguments.Select(argument => Check(argument, scope))];
        if (call.Overloads.Count == 0)
            throw Undeclared(call.Function, call.At);
        var fitting = call.Overloads.Where(overload => overload.Takes(given)).ToArray();
        if (fitting.Length == 0 || (call.Function is "_==_" or "_!=_" && !given[0].Matches(given[1])) || (call.Function == "@in" && !IsIn(given[0], given[1])))
            throw NoOverload(call.Function, call.IsMethod, given, call.At);
        return fitting.Select(overload => overload.Result(given)).Aggregate(static (one, other) => one.Or(other));
    }

    private static bool IsIn(CelType item, CelType range) => ((range.Kind == CelKind.Map ? range.Key : range.Element) ?? CelType.Dyn).Matches(item);

    private static CelType Macro(CelMacro macro, CelScope<CelType>? scope)
    {
        var range = Check(macro.Range, scope);
        var item = range.Kind switch
        {
            CelKind.Dyn => CelType.Dyn,
            CelKind.List => range.Element!,
            CelKind.Map => range.Key!,
            _ => throw new CelException($"expression of type '{range.Name}' cannot be range of a comprehension (must be list, map, or dynamic)", macro.Range.At),
        };
        var inner = new CelScope<CelType>(macro.Variable, item, scope);
        if (macro.Condition is { } condition)
            Want(CelType.Bool, Check(condition, inner), macro.Kind == CelMacroKind.All ? "_&&_" : macro.Kind == CelMacroKind.Exists ? "_||_" : "_?_:_", condition.At);
        return macro.Kind switch
        {
            CelMacroKind.Filter => CelType.ListOf(item),
            CelMacroKind.Map => CelType.ListOf(Check(macro.Result!, inner)),
            _ => CelType.Bool,
        };
    }

    private static CelType Bind(CelBind bind, CelScope<CelType>? scope)
    {
        var value = Check(bind.Value, scope);
        if (bind.Kind == CelBindKind.Value)
            return Check(bind.Body, new CelScope<CelType>(bind.Variable, value, scope));
        Want(CelType.Optional, value, bind.Kind == CelBindKind.OptionalMap ? "optMap" : "optFlatMap", bind.At);
        var body = Check(bind.Body, new CelScope<CelType>(bind.Variable, value.Element ?? CelType.Dyn, scope));
        return bind.Kind == CelBindKind.OptionalMap ? CelType.OptionalOf(body) : body;
    }

    private static CelType Together(IReadOnlyList<CelNode> nodes, CelScope<CelType>? scope) =>
        nodes.Count == 0 ? CelType.Dyn : nodes.Select(node => Check(node, scope)).Aggregate(static (one, other) => one.Or(other));

    private static void Want(CelType wanted, CelType given, string function, int at)
    {
        if (!wanted.Takes(given))
            throw new CelException($"expected type '{wanted.Name}' but found '{given.Name}' ({function})", at);
    }

    private static CelException Undeclared(string name, int at) => new($"undeclared reference to '{name}' (in container '')", at);

    private static CelException NoOverload(string function, bool isMethod, IReadOnlyList<CelType> given, int at)
    {
        var names = given.Select(static type => type.Name).ToArray();
        return new CelException($"found no matching overload for '{function}' applied to '{(isMethod ? $"{names[0]}.({string.Join(", ", names[1..])})" : $"({string.Join(", ", names)})")}'", at);
    }
}
