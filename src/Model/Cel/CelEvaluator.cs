namespace Krewe.Model.Cel;

/// <summary>
/// Evaluates an expression. What cannot be evaluated is a <see cref="CelError"/>, which makes an error of what it is part of, except where <c>&amp;&amp;</c>,
/// <c>||</c>, <c>all</c>, <c>exists</c> or <c>?:</c> know their outcome without it.
/// </summary>
internal sealed class CelEvaluator(CelBudget budget)
{
    public object? Evaluate(CelNode node, CelScope<object?>? scope)
    {
        budget.Spend(1);
        return node switch
        {
            CelLiteral literal => literal.Value,
            CelName name => CelScope<object?>.Find(scope, name.Name) is { } found ? found.Value : CelChecker.TypeNamed(name.Name),
            CelHas has => Has(has.Field, scope),
            CelSelect select => Paid(Select(Evaluate(select.Target, scope), select.Field, select.IsOptional)),
            CelIndex index => Paid(Index(Evaluate(index.Target, scope), Paid(Evaluate(index.Index, scope)), index.IsOptional)),
            CelCall call => Call(call, scope),
            CelLogic logic => Logic(logic, scope),
            CelConditional conditional => Evaluate(conditional.Condition, scope) switch
            {
                true => Evaluate(conditional.Then, scope),
                false => Evaluate(conditional.Otherwise, scope),
                CelError error => error,
                _ => CelError.NoSuchOverload,
            },
            CelListLiteral list => List(list, scope),
            CelMapLiteral map => Map(map, scope),
            CelMacro macro => Macro(macro, scope),
            _ => Bind((CelBind)node, scope),
        };
    }

    private object? Paid(object? value)
    {
        budget.Pay(value is CelOptional optional ? optional.Value : value);
        return value;
    }

    private object? Has(CelSelect field, CelScope<object?>? scope) => Evaluate(field.Target, scope) switch
    {
        CelError error => error,
        CelMap map => map.Has(field.Field),
        CelOptional { HasValue: true, Value: CelMap map } => map.Has(field.Field),
        CelOptional => false,
        _ => CelError.NoSuchOverload,
    };

    private static object? Select(object? target, string field, bool isOptional) => target switch
    {
        CelError => target,
        CelOptional { HasValue: false } => target,
        CelOptional { Value: CelMap map } => map.TryGet(field, out var value) ? Optionally(value) : CelOptional.None,
        CelMap map when isOptional => map.TryGet(field, out var value) ? Optionally(value) : CelOptional.None,
        CelMap map => map.TryGet(field, out var value) ? value : CelError.NoSuchKey(field),
        _ => CelError.NoSuchOverload,
    };

    private static object? Optionally(object? value) => value is CelError ? value : CelOptional.Of(value);

    private static object? Index(object? target, object? index, bool isOptional)
    {
        if (target is CelError)
            return target;
        if (index is CelError)
            return index;
        if (target is CelOptional optional)
            return optional.HasValue ? Index(optional.Value, index, isOptional: true) : target;
        switch (target)
        {
            case CelMap map:
                return map.TryGet(index, out var value) ? (isOptional ? Optionally(value) : value) : isOptional ? CelOptional.None : CelError.NoSuchKey(index);
            case CelList list when CelMadeMap.KeyOf(index) is long at:
                if (at < 0 || at >= list.Count)
                    return isOptional ? CelOptional.None : new CelError($"index out of bounds: {at}");
                return isOptional ? Optionally(list[(int)at]) : list[(int)at];
            default:
                return CelError.NoSuchOverload;
        }
    }

    private object? Call(CelCall call, CelScope<object?>? scope)
    {
        var arguments = new object?[call.Arguments.Count];
        for (var i = 0; i < arguments.Length; i++)
        {
            arguments[i] = Evaluate(call.Arguments[i], scope);
            if (arguments[i] is CelError error)
                return error;
            budget.Pay(arguments[i]);
        }
        foreach (var overload in call.Overloads)
        {
            if (!overload.Fits(arguments))
                continue;
            var result = call.Pattern is null ? overload.Body(arguments, budget) : CelTexts.Run(call.Function, call.Pattern, arguments, budget);
            budget.Pay(result);
            return result;
        }
        return CelError.NoSuchOverload;
    }

    private object? Logic(CelLogic logic, CelScope<object?>? scope)
    {
        CelError? error = null;
        foreach (var operand in logic.Operands)
        {
            var value = Evaluate(operand, scope);
            if (value is bool known)
            {
                if (known != logic.IsAnd)
                    return known;
            }
            else
            {
                error ??= value as CelError ?? CelError.NoSuchOverload;
            }
        }
        return error is null ? logic.IsAnd : error;
    }

    private object? List(CelListLiteral list, CelScope<object?>? scope)
    {
        var items = new object?[list.Items.Count];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = Evaluate(list.Items[i], scope);
            if (items[i] is CelError error)
                return error;
        }
        return new CelList(items);
    }

    private object? Map(CelMapLiteral map, CelScope<object?>? scope)
    {
        var entries = CelMadeMap.NewEntries();
        for (var i = 0; i < map.Keys.Count; i++)
        {
            var (key, value) = (Evaluate(map.Keys[i], scope), Evaluate(map.Values[i], scope));
            if (key is CelError || value is CelError)
                return key as CelError ?? value;
            if (CelMadeMap.KeyOf(key) is not { } known)
                return new CelError($"unsupported key type: {CelValues.TypeName(key)}");
            if (!entries.TryAdd(known, value))
                return new CelError($"Failed with repeated key: {known}");
        }
        return new CelMadeMap(entries);
    }

    private object? Macro(CelMacro macro, CelScope<object?>? scope)
    {
        var range = Evaluate(macro.Range, scope);
        return range switch
        {
            CelError => range,
            CelList list => Over(list, macro, scope),
            CelMap map => Over(map.Keys, macro, scope),
            _ => CelError.NoSuchOverload,
        };
    }

    private object? Over(IEnumerable<object?> range, CelMacro macro, CelScope<object?>? scope)
    {
        var gathered = new List<object?>();
        CelError? error = null;
        var found = 0;
        foreach (var item in range)
        {
            budget.Spend(1);
            budget.Pay(item);
            if (item is CelError bad)
                return bad;
            var inner = new CelScope<object?>(macro.Variable, item, scope);
            var condition = macro.Condition is null ? true : Evaluate(macro.Condition, inner);
            if (condition is not bool holds)
            {
                var problem = condition as CelError ?? CelError.NoSuchOverload;
                if (macro.Kind is not (CelMacroKind.All or CelMacroKind.Exists))
                    return problem;
                error ??= problem;
                continue;
            }
            switch (macro.Kind)
            {
                case CelMacroKind.All when !holds:
                    return false;
                case CelMacroKind.Exists when holds:
                    return true;
                case CelMacroKind.ExistsOne when holds:
                    found++;
                    break;
                case CelMacroKind.Filter when holds:
                    gathered.Add(item);
                    break;
                case CelMacroKind.Map when holds:
                    var result = Evaluate(macro.Result!, inner);
                    if (result is CelError)
                        return result;
                    gathered.Add(result);
                    break;
            }
        }
        return error is not null ? error : macro.Kind switch
        {
            CelMacroKind.All => true,
            CelMacroKind.Exists => false,
            CelMacroKind.ExistsOne => found == 1,
            _ => new CelList(gathered),
        };
    }

    private object? Bind(CelBind bind, CelScope<object?>? scope)
    {
        var value = Evaluate(bind.Value, scope);
        if (value is CelError)
            return value;
        if (bind.Kind == CelBindKind.Value)
            return Evaluate(bind.Body, new CelScope<object?>(bind.Variable, value, scope));
        if (value is not CelOptional optional)
            return CelError.NoSuchOverload;
        if (!optional.HasValue)
            return optional;
        var body = Evaluate(bind.Body, new CelScope<object?>(bind.Variable, optional.Value, scope));
        return bind.Kind == CelBindKind.OptionalMap ? Optionally(body) : body is CelError or CelOptional ? body : CelError.NoSuchOverload;
    }
}
